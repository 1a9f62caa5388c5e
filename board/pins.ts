import type { BoardDocument } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { isOver } from './force.ts';
import { loadDocument } from './load-document.ts';

/** So many documents stand above the others at once. */
export const mostPins = 3;

/**
 * Puts a document above the others of the board, or back among them (5.1, 6.1b). Refusals: not-found, not-allowed to who doesn't
 * publish the kind, invalid at pinned when enough are pinned, conflict for one that is over.
 */
export async function pinDocument(act: Act, id: number, pinned: boolean): Promise<void> {
  const { document, facts } = await loadDocument(act, id);
  permit(act, 'keepDocument', document);
  if (Boolean(document.pinnedAt) === pinned) return;
  if (pinned && facts.over) throw new Refusal('conflict', 'document-over');
  if (pinned) await checkPins(act, null);
  document.pinnedAt = pinned ? act.at : null;
}

/** Refuses one more pin when enough stand; the document about to be replaced gives its own up. Refusal: invalid at pinned. */
export async function checkPins(act: Act, old: BoardDocument | null): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('board pins'))`);
  const [row] = await act.em.execute<{ count: number }[]>(
    `select count(*)::int as count from board_document d cross join (select ?::date as day) q
     where d.pinned_at is not null and not ${isOver('q.day')} and d.id <> ?`,
    [act.today, old?.id ?? 0],
  );
  if (row!.count >= mostPins) invalid('document-pins', 'pinned', { most: mostPins });
}
