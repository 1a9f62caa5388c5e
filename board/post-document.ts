import { BoardDocument } from '#db/board/board-document.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, parseDay } from '#school/calendar.ts';
import type { SentFile } from '#school/files.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { excerpt, tidyText } from '#school/typed-text.ts';
import { checkAudience, isForStaff, peopleOf } from './audience.ts';
import { readTitle, readWords } from './document-words.ts';
import { checkDuties, type DutyEntry } from './duties/check-duties.ts';
import { setDuties } from './duties/set-duties.ts';
import { familiesOf } from './families.ts';
import { filesOf, hangFiles, moveFiles } from './files.ts';
import { type DocumentKind, isKind, postingOf } from './kinds.ts';
import { takeNumber } from './numbering.ts';

/** A document as its signer wrote it; every value still to be checked. */
export interface DocumentEntry {
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
  /** ISO date: the last day to say «Ознакомлен». */
  acknowledgeBy?: string | undefined;
  files?: readonly SentFile[] | undefined;
  /** The draft it was: its files go over to the document. */
  draftId?: number | undefined;
  /** Of an order: what it obliges to and the program acts on. */
  duties?: readonly DutyEntry[] | undefined;
}

/**
 * Posts a document in «Учительская», signed by who acts, and tells everyone it is for (5.1, 6.1b, 7b). Gives its id.
 * Refusals: not-found for families, not-allowed by kind, invalid at kind, number, date, title, text, audience, acknowledgeBy, file, and as
 * checkDuties.
 */
export async function postDocument(act: Act, entry: DocumentEntry): Promise<number> {
  see(act, 'readBoard');
  if (!isKind(entry.kind)) invalid('document-kind', 'kind');
  permit(act, postingOf[entry.kind]);
  const audience = await checkAudience(act, entry.kind, entry.audience);
  const acknowledgeBy = checkLastDay(act, audience, entry.acknowledgeBy);
  const checked = { ...check(act, entry.kind, entry), audience, acknowledgeBy };
  const duties = await checkDuties(act, entry.duties ?? [], { kind: entry.kind, publishedOn: act.today });
  const kept = entry.draftId === undefined ? [] : await filesOf(act, { draftId: entry.draftId });
  if (checked.text === '' && kept.length === 0 && !entry.files?.length) invalid('document-text', 'text');

  const year = Number(checked.date.slice(0, 4));
  const { number: wanted, outOfTurn = false } = entry;
  const number = await takeNumber(act, { kind: checked.kind, year, wanted, outOfTurn });
  const signer = act.em.getReference(Person, act.by.id);
  const document = act.em.create(BoardDocument, {
    ...checked,
    number,
    year,
    signer,
    line: `${checked.kind}-${year}-${number}`,
    publishedAt: act.at,
  });
  await act.em.flush();
  if (entry.draftId !== undefined) await moveFiles(act, entry.draftId, document.id);
  await hangFiles(act, { documentId: document.id }, entry.files ?? []);
  await setDuties(act, { documentId: document.id, audience }, duties);
  await tellAddressees(act, document.id, { ...checked, number });
  return document.id;
}

type Checked = ReturnType<typeof check> & { audience: string[]; acknowledgeBy: Day | null };

function check(act: Act, kind: DocumentKind, entry: DocumentEntry) {
  const title = readTitle(entry.title);
  const text = readWords(tidyText(entry.text));
  return { kind, date: checkDate(act, entry.date), title, text };
}

// An old regulation may be posted years later; a date far ahead is a slip of the hand.
function checkDate(act: Act, typed: string): Day {
  const date = parseDay(typed);
  if (!date) invalid('document-date', 'date');
  if (date < '1950-01-01' || date > addDays(act.today, 366)) invalid('document-date-unlikely', 'date');
  return date;
}

function checkLastDay(act: Act, audience: readonly string[], typed: string | undefined): Day | null {
  if (typed === undefined || typed === '') return null;
  const day = parseDay(typed);
  if (!day) invalid('document-acknowledge-by', 'acknowledgeBy');
  if (day < act.today || day > addDays(act.today, 366)) invalid('document-acknowledge-by-unlikely', 'acknowledgeBy');
  if (!isForStaff(audience)) invalid('document-acknowledge-by-staff', 'acknowledgeBy');
  return day;
}

async function tellAddressees(act: Act, id: number, document: Checked & { number: number }): Promise<void> {
  const { kind, number, date, title, text, acknowledgeBy } = document;
  const facts = { id, kind, number, date, title, excerpt: excerpt(text), ...(acknowledgeBy && { acknowledgeBy }) };
  const staff = await peopleOf(act, document.audience, act.by.id);
  for (const personId of staff) act.tell(personId, { kind: 'document', subject: `document:${id}`, facts });
  const told = new Set([...staff, act.by.id]);
  for (const personId of await familiesOf(act, document.audience)) {
    // Who works here and is a parent as well has heard of it already.
    if (!told.has(personId)) act.tell(personId, { kind: 'announcement', subject: `announcement:${id}`, facts });
  }
}
