import type { Act } from '#school/act.ts';
import { answerBefore, keepAnswer } from '../grid/receipts.ts';
import type { TheirCell } from '../grid/their-cell.ts';
import { openToSet } from './choose-final.ts';
import type { Choice } from './chosen-finals.ts';
import { enterFinal } from './enter-final.ts';
import { columnKey } from './final-columns.ts';
import { finalText, readFinal } from './final-rules.ts';
import type { FinalCell } from './finals-book.ts';
import { saveFinals } from './save-finals.ts';

/** The mark of a period as it is typed into its column of the grid. */
export interface FinalCellEntry {
  courseId: number;
  periodId: number;
  studentId: number;
  /** A number, or a word as people write it; nothing takes the mark back. */
  typed: string;
  /** What the browser believed to stand there. */
  base?: string | undefined;
  /** Names the entry: sent again under the same key it changes nothing and has the same answer. */
  key?: string | undefined;
}

export type FinalCellAnswer = { state: 'saved'; cell: string } | { state: 'conflict'; theirs: TheirCell };

/**
 * Sets a period's mark from the grid, exactly once by its key, unless it was changed meanwhile: then nothing is written and
 * both are shown. Refusals: those of `chooseFinal`.
 */
export async function enterFinalCell(act: Act, entry: FinalCellEntry): Promise<FinalCellAnswer> {
  const book = await openToSet(act, entry.courseId);
  // Asked once the course is held: the same entry may be arriving from another tab.
  const before = await answerBefore<FinalCellAnswer>(act, entry.key);
  if (before) return before;
  const cell = book.students.get(entry.studentId)?.cells.get(columnKey('period', entry.periodId));
  const wanted = readFinal(entry.typed);
  if (cell && isOvertaken(cell, { base: entry.base, wanted })) return { state: 'conflict', theirs: theirs(cell) };
  const { studentId, periodId, typed: value } = entry;
  const refusal = enterFinal(book, { studentId, stage: 'period', periodId, value });
  if (refusal) throw refusal;
  await saveFinals(act, book);
  const answer: FinalCellAnswer = { state: 'saved', cell: finalText(wanted ?? null) };
  await keepAnswer(act, entry.key, answer);
  return answer;
}

function isOvertaken(
  { choice }: FinalCell,
  { base, wanted }: { base: string | undefined; wanted: Choice | undefined },
): boolean {
  return base !== undefined && readFinal(base) !== choice && wanted !== choice;
}

function theirs({ choice, current }: FinalCell): TheirCell {
  return { text: finalText(choice), by: current?.by ?? null, at: current?.at.toISOString() ?? null };
}
