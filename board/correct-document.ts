import { BoardDocument } from '#db/board/board-document.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { tidyLine, tidyText } from '#school/typed-text.ts';
import { type DocumentView, document } from './document.ts';
import { readTitle, readWords } from './document-words.ts';
import { carryFiles, filesOf, hangFiles } from './files.ts';
import { loadDocument } from './load-document.ts';
import { supersede } from './supersede.ts';
import { tellAddressees } from './tell-addressees.ts';
import { checkLastDay } from './terms.ts';

/** What a correction changes; number, date, audience and days in force stay. */
export interface CorrectionEntry {
  title: string;
  text: string;
  /** Why: everybody who reads it is told. */
  reason: string;
  /** Whoever has acknowledged the earlier edition is to do so again. */
  anew: boolean;
  /** ISO date: the last day to do so. */
  acknowledgeBy?: string | undefined;
  /** Files of the earlier edition that are left out. */
  dropFiles?: readonly number[] | undefined;
  files?: readonly SentFile[] | undefined;
}

/** The document whose correction is about to be written. Refusals: not-found, not-allowed, conflict when it is not the last word. */
export async function documentToCorrect(act: Act, id: number): Promise<DocumentView> {
  const view = await document(act, id);
  permit(act, 'keepDocument', view);
  if (!view.mayReplace) throw new Refusal('conflict', 'document-over');
  return view;
}

/**
 * Publishes a correction: the same number and date in the next edition, with its reason; the earlier text stays at its own address
 * (docs/decisions/025). Told to everyone when it is to be acknowledged anew; otherwise to nobody, and what was acknowledged stays so.
 * Gives the new edition's id. Refusals: not-found, not-allowed by kind, conflict when it is not the last word any more, invalid
 * at title, text, reason, acknowledgeBy, file, and at text when nothing is changed.
 */
export async function correctDocument(act: Act, id: number, entry: CorrectionEntry): Promise<number> {
  await act.em.execute('select 1 from board_document where id = ? for update', [id]);
  const { document: old, facts } = await loadDocument(act, id);
  permit(act, 'keepDocument', old);
  if (old.supersededBy || facts.over) throw new Refusal('conflict', 'document-over');
  const checked = await check(act, old, entry);

  const { kind, year, number, date, audience, isPublic, line } = old;
  const next = act.em.create(BoardDocument, {
    ...{ kind, year, number, date, audience, isPublic, line, ...checked },
    ...{ effectiveFrom: old.effectiveFrom ?? null, effectiveUntil: old.effectiveUntil ?? null },
    ...{ edition: old.edition + 1, version: old.version + 1, publishedAt: act.at },
    signer: act.em.getReference(Person, act.by.id),
  });
  await act.em.flush();
  await supersede(act, old, next);
  await carryFiles(act, old.id, next.id, entry.dropFiles ?? []);
  await hangFiles(act, { documentId: next.id }, entry.files ?? []);
  if (entry.anew) await tellAddressees(act, next, old);
  else await carryAcknowledgements(act, old.id, next.id);
  return next.id;
}

async function check(act: Act, old: BoardDocument, entry: CorrectionEntry) {
  const title = readTitle(entry.title);
  const text = readWords(tidyText(entry.text));
  const reason = tidyLine(entry.reason);
  if (reason === '') invalid('document-reason', 'reason');
  if (reason.length > 500) invalid('document-reason-long', 'reason');
  const dropped = entry.dropFiles ?? [];
  const kept = (await filesOf(act, { documentId: old.id })).filter(file => !dropped.includes(file.id));
  const added = entry.files?.length ?? 0;
  if (text === '' && kept.length + added === 0) invalid('document-text', 'text');
  if (title === old.title && text === old.text && dropped.length + added === 0) invalid('document-unchanged', 'text');
  const acknowledgeBy = entry.anew
    ? await checkLastDay(act, old.audience, entry.acknowledgeBy)
    : (old.acknowledgeBy ?? null);
  return { title, text, reason, acknowledgeBy };
}

async function carryAcknowledgements(act: Act, from: number, to: number): Promise<void> {
  await act.em.execute(
    `insert into acknowledgement (document_id, person_id, at, through)
     select ?, person_id, at, through from acknowledgement where document_id = ?`,
    [to, from],
  );
}
