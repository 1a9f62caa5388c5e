import { BoardDocument } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { beginsOn } from './force.ts';
import type { DocumentKind } from './kinds.ts';
import { factsOf } from './load-document.ts';

/**
 * The document that another of this kind is about to be published instead of, held for this act: one of the same kind, or any for
 * an order, which nothing else has replaced. Refusal: invalid at `replaces`.
 */
export async function documentToReplace(act: Act, kind: DocumentKind, id: number): Promise<BoardDocument> {
  await act.em.execute('select 1 from board_document where id = ? for update', [id]);
  const old = await act.em.findOne(BoardDocument, { id }, { refresh: true });
  if (!old || !may(act.by, 'readDocument', factsOf(act, old))) invalid('document-replaces', 'replaces');
  if (old.kind !== kind && kind !== 'order') invalid('document-replaces-kind', 'replaces');
  if (old.supersededBy) invalid('document-replaces-replaced', 'replaces');
  return old;
}

/** The line of a document that stands instead of another: the same line, when it is of the same kind. */
export function lineAfter(kind: DocumentKind, old: BoardDocument | null): { line: string; version: number } | null {
  return old && old.kind === kind ? { line: old.line, version: old.version + 1 } : null;
}

/**
 * Marks the older document as replaced: by a correction from today on, by another document from the day that one begins. One that has
 * not come into force by then never will, and what it was to replace stays in force until the newest one begins. A pin goes over
 * to a document of the same line.
 */
export async function supersede(act: Act, old: BoardDocument, next: BoardDocument): Promise<void> {
  const neverBegan = beginOf(old) > act.today;
  const on = neverBegan || next.edition > 1 ? act.today : beginOf(next);
  old.supersededBy = next;
  if (!old.supersededOn || old.supersededOn > on) old.supersededOn = on;
  if (neverBegan) await lastUntil(act, old.id, beginOf(next));
  if (!old.pinnedAt) return;
  if (old.line === next.line) next.pinnedAt = act.at;
  old.pinnedAt = null;
}

/** What is still in force of the documents before that one, however many stand between, lasts until the day. */
async function lastUntil(act: Act, id: number, day: Day): Promise<void> {
  await act.em.execute(
    `with recursive before as (
       select id from board_document where superseded_by_id = :id
       union select d.id from board_document d join before b on d.superseded_by_id = b.id)
     update board_document set superseded_on = :day where id in (select id from before) and superseded_on > :today`,
    { id, day, today: act.today },
  );
}

function beginOf({ date, effectiveFrom }: BoardDocument): Day {
  return beginsOn({ date, effectiveFrom: effectiveFrom ?? null });
}
