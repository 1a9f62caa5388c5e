import type { Act } from '#school/act.ts';
import { matchName, type NamedStudent } from '#school/imports/match-name.ts';
import { Refusal } from '#school/refusal.ts';
import { refuseFuture, refuseLocked } from '../entry-rules.ts';
import type { Sheet } from '../sheet.ts';
import { enterValue, givesReasons } from './enter-value.ts';
import { columnLetter, type MarksColumn, type MarksRow, type MarksSheet } from './read-marks-sheet.ts';
import { type ReadValue, readValue } from './read-value.ts';

/** What could not be placed, and why; columns and rows by themselves, cells by both. Row 1 is the first of the file. */
export interface Unplaced {
  row: number | null;
  column: string | null;
  /** What is written there. */
  text: string;
  refusal: Refusal;
}

/** A cell that has its place in the journal. */
export interface PlacedCell {
  row: number;
  column: string;
  sheet: Sheet;
  studentId: number;
  text: string;
  value: ReadValue;
}

/** Finds the lesson of each column and the student of each row; gives the cells with both, and all that has no place. */
export function placeTable(
  act: Act,
  { table, sheets, students }: { table: MarksSheet; sheets: readonly Sheet[]; students: readonly NamedStudent[] },
): { cells: PlacedCell[]; unplaced: Unplaced[]; reasonsLeft: number } {
  const unplaced: Unplaced[] = [];
  const lessons = placeColumns(table, sheets, unplaced);
  const people = placeRows(table.rows, students, unplaced);
  const cells: PlacedCell[] = [];
  for (const row of table.rows) {
    const studentId = people.get(row);
    for (const [at, text] of studentId === undefined ? [] : row.cells) {
      const sheet = lessons.get(at);
      const value = readValue(text);
      const place = { row: row.row, column: columnLetter(at), text };
      if (!sheet) continue;
      if (value) cells.push({ ...place, sheet, studentId: studentId!, value });
      else unplaced.push({ ...place, refusal: new Refusal('invalid', 'import/value', { facts: { text } }) });
    }
  }
  return { cells, unplaced, reasonsLeft: cells.filter(cell => losesReason(act, cell)).length };
}

/** Enters the placed cells into their sheets; gives those that the journal refuses. */
export function enterCells(act: Act, cells: readonly PlacedCell[], workKindId?: number): Map<PlacedCell, Refusal> {
  const refused = new Map<PlacedCell, Refusal>();
  for (const cell of cells) {
    const { sheet, studentId, value } = cell;
    const refusal = enterValue(act, sheet, { studentId, value, workKindId });
    if (refusal) refused.set(cell, refusal);
  }
  return refused;
}

function losesReason(act: Act, { sheet, value: { absence } }: PlacedCell): boolean {
  return absence !== null && absence !== 'late' && absence !== 'unknown' && !givesReasons(act, sheet);
}

/** The lesson of the day: by its number where the table says it, else in the order of columns of that day. */
function placeColumns(
  { columns, rows }: MarksSheet,
  sheets: readonly Sheet[],
  unplaced: Unplaced[],
): Map<number, Sheet> {
  const lessons = new Map<number, Sheet>();
  const taken = new Set<Sheet>();
  for (const column of columns) {
    const ofDay = sheets.filter(({ lesson }) => lesson.day === column.day);
    const sheet = ofDay.find(one => !taken.has(one) && (column.slot ?? one.lesson.slot) === one.lesson.slot);
    if (sheet) taken.add(sheet);
    const refusal = sheet ? (refuseLocked(sheet.lesson) ?? refuseFuture(sheet.lesson)) : noLesson(column);
    const isEmpty = rows.every(row => !row.cells.has(column.at));
    if (sheet && !refusal) lessons.set(column.at, sheet);
    // Nobody minds a column in which nothing is written.
    else if (!isEmpty)
      unplaced.push({ row: null, column: columnLetter(column.at), text: column.text, refusal: refusal! });
  }
  return lessons;
}

function noLesson({ day }: MarksColumn): Refusal {
  return new Refusal('invalid', 'import/no-lesson', { facts: { day } });
}

function placeRows(rows: readonly MarksRow[], students: readonly NamedStudent[], unplaced: Unplaced[]) {
  const people = new Map<MarksRow, number>();
  for (const row of rows) {
    const found = matchName(row.name, students);
    const [student] = found;
    const refusal =
      refuseName(row, found) ??
      refuseAgain(
        row,
        rows.find(other => people.get(other) === student!.id),
      );
    if (!refusal) people.set(row, student!.id);
    else unplaced.push({ row: row.row, column: null, text: row.name, refusal });
  }
  return people;
}

function refuseName({ name }: MarksRow, found: readonly NamedStudent[]): Refusal | undefined {
  if (found.length === 0) return new Refusal('invalid', 'import/unknown-name', { facts: { name } });
  if (found.length === 1) return undefined;
  return new Refusal('invalid', 'import/ambiguous-name', { facts: { name, names: found.map(one => one.name) } });
}

function refuseAgain({ name }: MarksRow, earlier: MarksRow | undefined): Refusal | undefined {
  return earlier && new Refusal('invalid', 'import/repeated-name', { facts: { name, row: earlier.row } });
}
