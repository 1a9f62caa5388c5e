import type { Act } from '#school/act.ts';
import { refuseTogether } from '../refuse-together.ts';
import { openToSet } from './choose-final.ts';
import { enterFinal, type FinalEntry } from './enter-final.ts';
import { columnKey } from './final-columns.ts';
import type { FinalsBook } from './finals-book.ts';
import { saveFinals } from './save-finals.ts';

/** Which column is filled; borderline cells are left to the teacher unless asked for. */
export type Acceptance = Pick<FinalEntry, 'stage' | 'periodId'> & { borderline?: boolean };

/**
 * Fills every empty cell of a column with the suggested number in one press; н/а is only ever shown. Gives how many were
 * filled. Refusals: those of `chooseFinal`.
 */
export async function acceptSuggested(act: Act, courseId: number, acceptance: Acceptance): Promise<number> {
  const book = await openToSet(act, courseId);
  refuseTogether(suggestedEntries(book, acceptance).map(entry => enterFinal(book, entry)));
  const filled = book.changes.length;
  await saveFinals(act, book);
  return filled;
}

function suggestedEntries(book: FinalsBook, { stage, periodId, borderline = false }: Acceptance): FinalEntry[] {
  const key = columnKey(stage, periodId ?? null);
  return [...book.students.values()].flatMap(({ id, cells }) => {
    const cell = cells.get(key);
    const isReady = cell && cell.choice === null && typeof cell.suggested === 'number';
    if (!isReady || (cell.borderline && !borderline)) return [];
    return [{ studentId: id, stage, periodId, value: cell.suggested }];
  });
}
