import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { refuseTogether, underField } from '../refuse-together.ts';
import { enterFinal, type FinalEntry } from './enter-final.ts';
import { columnKey } from './final-columns.ts';
import { type FinalsBook, openBook } from './finals-book.ts';
import { saveFinals } from './save-finals.ts';

/**
 * Sets, corrects or (with nothing as value) takes back a final mark (3.2e). Refusals: not-found, not-allowed (also in a
 * period closed by order and not opened by the deputy, and in a past year), invalid (3.3, 3.4), conflict.
 */
export async function chooseFinal(act: Act, entry: FinalEntry & { courseId: number }): Promise<void> {
  const book = await openToSet(act, entry.courseId);
  refuseTogether([enterFinal(book, entry)]);
  await saveFinals(act, book);
}

/** Several final marks of one course, all or none; a refusal names each cell: «final[12-period-3]». */
export async function chooseFinals(act: Act, courseId: number, entries: readonly FinalEntry[]): Promise<void> {
  const book = await openToSet(act, courseId);
  refuseTogether(entries.map(entry => underField(enterFinal(book, entry), fieldOf(entry))));
  await saveFinals(act, book);
}

/** The book of a course whose final marks the actor sets; others wait until the act ends. */
export async function openToSet(act: Act, courseId: number): Promise<FinalsBook> {
  const book = await openBook(act, courseId, { toWrite: true });
  see(act, 'readJournal', book.course);
  permit(act, 'setFinal', book.course);
  return book;
}

function fieldOf({ studentId, stage, periodId }: FinalEntry): string {
  return `final[${studentId}-${columnKey(stage, periodId ?? null)}]`;
}
