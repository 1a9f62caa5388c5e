import type { DocumentKind } from '#db/board/board-document.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';

/** The number that a document of this kind and year gets when none is given: one after the greatest. */
export async function nextNumber(act: Act, kind: DocumentKind, year: number): Promise<number> {
  const [row] = await act.em.execute<{ next: number }[]>(
    'select coalesce(max(number), 0) + 1 as next from board_document where kind = ? and year = ?',
    [kind, year],
  );
  return row!.next;
}

export interface WantedNumber {
  kind: DocumentKind;
  year: number;
  /** The number in the school's own book, when the signer gives one. */
  wanted: number | undefined;
  /** The signer means it even though numbers before it stay unused: those documents are on paper only. */
  outOfTurn: boolean;
}

/**
 * The number for a document about to be posted, held until the transaction ends: others of this kind and year wait, so
 * that none is given twice and a failed posting leaves no gap. Refusals at `number`: taken, out of turn (both name
 * the next). The first document of a year may begin anywhere, for a school that begins with this program in November.
 */
export async function takeNumber(act: Act, { kind, year, wanted, outOfTurn }: WantedNumber): Promise<number> {
  await act.em.execute('select pg_advisory_xact_lock(hashtext(?), ?)', [`board_document ${kind}`, year]);
  const next = await nextNumber(act, kind, year);
  if (wanted === undefined || wanted === next) return next;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 100_000) invalid('document-number', 'number', { next });
  if (wanted > next && next > 1 && !outOfTurn)
    invalid('document-number-out-of-turn', 'number', { number: wanted, next });
  if (wanted < next && (await isTaken(act, kind, year, wanted)))
    invalid('document-number-taken', 'number', { number: wanted, next });
  return wanted;
}

async function isTaken(act: Act, kind: DocumentKind, year: number, number: number): Promise<boolean> {
  const rows = await act.em.execute('select 1 from board_document where kind = ? and year = ? and number = ?', [
    kind,
    year,
    number,
  ]);
  return rows.length > 0;
}
