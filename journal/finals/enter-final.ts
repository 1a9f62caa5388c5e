import { Refusal } from '#school/refusal.ts';
import type { Choice } from './chosen-finals.ts';
import { columnKey, type FinalColumn } from './final-columns.ts';
import { readFinal, refuseChoice, refuseFirstGrade, refuseLockedColumn } from './final-rules.ts';
import type { FinalCell, FinalsBook, FinalsStudent } from './finals-book.ts';
import type { FinalStage } from './stages.ts';

/** A final mark as a door brings it: a number, a word (in code or as people write it), or nothing to take it back. */
export interface FinalEntry {
  studentId: number;
  stage: FinalStage;
  /** Of the stage «period». */
  periodId?: number | null | undefined;
  value: number | string | null;
  /** What the page showed when it was opened: a mark somebody changed meanwhile is not written over in silence. */
  shown?: Choice | undefined;
}

/** Enters one final mark into an open book; gives the refusal, or nothing. */
export function enterFinal(book: FinalsBook, entry: FinalEntry): Refusal | undefined {
  const key = columnKey(entry.stage, entry.periodId ?? null);
  return refuseFirstGrade(book) ?? enterAt(book, key, entry);
}

function enterAt(book: FinalsBook, key: string, entry: FinalEntry): Refusal | undefined {
  const column = book.columns.find(one => one.key === key);
  if (!column) return new Refusal('invalid', 'final/no-column');
  const student = book.students.get(entry.studentId);
  const cell = student?.cells.get(key);
  if (!student || !cell) return new Refusal('invalid', 'final/stranger', { facts: strangerFacts(book, column) });
  const choice = readFinal(entry.value);
  const refusal =
    refuseLockedColumn(column) ??
    refuseChoice(book, student.name, { typed: entry.value, choice }) ??
    refuseOvertaken(student, cell, { choice, shown: entry.shown });
  if (refusal) return refusal;
  write(book, { student, column, cell }, choice!);
  return undefined;
}

function strangerFacts({ course }: FinalsBook, { lastDay }: FinalColumn) {
  return { className: course.className, subgroup: course.subgroup, day: lastDay };
}

/** Somebody else has changed the cell since the page was opened, to something else than was typed now. */
function refuseOvertaken(
  { name }: FinalsStudent,
  { choice: now }: FinalCell,
  { choice, shown }: { choice: Choice | undefined; shown: Choice | undefined },
): Refusal | undefined {
  if (shown === undefined || shown === now || choice === now) return undefined;
  return new Refusal('conflict', 'final/overtaken', { facts: { student: name, now } });
}

/** The last entry of a cell counts; what ends as it began leaves no trace. */
function write(book: FinalsBook, at: { student: FinalsStudent; column: FinalColumn; cell: FinalCell }, after: Choice) {
  const { cell } = at;
  const earlier = book.changes.find(change => change.cell === cell);
  const before = earlier ? earlier.before : cell.elsewhere ? null : cell.choice;
  book.changes = book.changes.filter(change => change !== earlier);
  cell.choice = after;
  if (after !== before) book.changes.push({ ...at, before, after });
}
