import { BoardDocument } from '#db/board/board-document.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { refuseWithoutDirector } from '#school/assignments/change-functions.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import type { SentFile } from '#school/files.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { tidyText } from '#school/typed-text.ts';
import { checkAudience } from './audience.ts';
import { readTitle, readWords } from './document-words.ts';
import { checkDuties, type DutyEntry } from './duties/check-duties.ts';
import { setDuties } from './duties/set-duties.ts';
import { filesOf, hangFiles, moveFiles } from './files.ts';
import { type DocumentKind, isKind, postingOf } from './kinds.ts';
import { takeNumber } from './numbering.ts';
import { checkPins } from './pins.ts';
import { documentToReplace, lineAfter, supersede } from './supersede.ts';
import { tellAddressees } from './tell-addressees.ts';
import { checkForce, checkLastDay, checkPublic, type TypedTerms } from './terms.ts';

/** A document as its signer wrote it; every value still to be checked. */
export interface DocumentEntry extends TypedTerms {
  kind: string;
  /** Absent: the next of its kind and year. */
  number?: number | undefined;
  /** See numbering.ts. */
  outOfTurn?: boolean | undefined;
  /** ISO date. */
  date: string;
  title: string;
  text: string;
  audience: readonly string[];
  files?: readonly SentFile[] | undefined;
  /** The draft it was: its files go over to the document. */
  draftId?: number | undefined;
  /** A regulation or an instruction that families may read too. */
  isPublic?: boolean | undefined;
  /** Stands above the others. */
  pinned?: boolean | undefined;
  /** Instead of which document: its id. */
  replaces?: number | undefined;
  /** Of an order: what it obliges to and the program acts on. */
  duties?: readonly DutyEntry[] | undefined;
}

/**
 * Posts a document in «Учительская», signed by who acts, and tells everyone it is for (5.1, 6.1b, 7b). Gives its id.
 * Refusals: not-found for families, not-allowed by kind, invalid at kind, number, date, title, text, audience, acknowledgeBy, effectiveFrom,
 * effectiveUntil, isPublic, pinned, replaces, file, and as checkDuties.
 */
export async function postDocument(act: Act, entry: DocumentEntry): Promise<number> {
  see(act, 'readBoard');
  if (!isKind(entry.kind)) invalid('document-kind', 'kind');
  permit(act, postingOf[entry.kind]);
  const checked = await check(act, entry.kind, entry);
  const duties = await checkDuties(act, entry.duties ?? [], {
    ...{ kind: entry.kind, publishedOn: act.today, replaces: entry.replaces },
  });
  const old = entry.replaces ? await documentToReplace(act, checked.kind, entry.replaces) : null;
  if (entry.pinned) await checkPins(act, old);

  const year = Number(checked.date.slice(0, 4));
  const { number: wanted, outOfTurn = false } = entry;
  const number = await takeNumber(act, { kind: checked.kind, year, wanted, outOfTurn });
  const document = act.em.create(BoardDocument, {
    ...{ ...checked, number, year },
    ...(lineAfter(checked.kind, old) ?? { line: `${checked.kind}-${year}-${number}` }),
    signer: act.em.getReference(Person, act.by.id),
    publishedAt: act.at,
    pinnedAt: entry.pinned ? act.at : null,
  });
  await act.em.flush();
  if (old) await supersede(act, old, document);
  await act.em.flush();
  if (entry.draftId !== undefined) await moveFiles(act, entry.draftId, document.id);
  await hangFiles(act, { documentId: document.id }, entry.files ?? []);
  await setDuties(act, { documentId: document.id, audience: checked.audience }, duties);
  // The older order may have named the director to come.
  if (old?.kind === 'order') await refuseWithoutDirector(act, 'replaces');
  await tellAddressees(act, document, old);
  return document.id;
}

async function check(act: Act, kind: DocumentKind, entry: DocumentEntry) {
  const audience = await checkAudience(act, kind, entry.audience);
  const acknowledgeBy = await checkLastDay(act, audience, entry.acknowledgeBy);
  const title = readTitle(entry.title);
  const text = readWords(tidyText(entry.text));
  const kept = entry.draftId === undefined ? [] : await filesOf(act, { draftId: entry.draftId });
  if (text === '' && kept.length === 0 && !entry.files?.length) invalid('document-text', 'text');
  const date = checkDate(act, entry.date);
  const isPublic = checkPublic(kind, entry.isPublic ?? false);
  return { kind, date, title, text, audience, acknowledgeBy, isPublic, ...checkForce(act, date, entry) };
}

// An old regulation may be posted years later; a date far ahead is a slip of the hand.
function checkDate(act: Act, typed: string): Day {
  const date = parseDay(typed);
  if (!date) invalid('document-date', 'date');
  if (date < '1950-01-01' || date > addDays(act.today, 366)) invalid('document-date-unlikely', 'date');
  return date;
}
