import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { sha256 } from '#school/secrets.ts';
import type { PlanCourse } from '../plan/plan-course.ts';
import { refuseTogether } from '../refuse-together.ts';
import { writeSheets } from '../save-sheet.ts';
import { tellFamilies } from '../tell-families.ts';
import { tellImported } from '../tellings/tell-imported.ts';
import { type WorkKindView, workKinds } from '../work-kinds.ts';
import { cellNow } from './enter-value.ts';
import { importCourse, namedStudents, openSheets } from './import-course.ts';
import { enterCells, type PlacedCell, placeTable, type Unplaced } from './place-cells.ts';
import { columnLetter, readMarksSheet } from './read-marks-sheet.ts';
import { readValue } from './read-value.ts';

export interface MarksPreview {
  course: PlanCourse;
  workKinds: WorkKindView[];
  /** Every row, column and cell that will not be written, with the reason. */
  unplaced: Unplaced[];
  /** Columns without a date: means, totals. */
  ignored: { column: string; text: string }[];
  counts: { fresh: number; changed: number; same: number };
  /** Cells in which something else stands now. */
  changed: { row: number; column: string; student: string; day: Day; was: string; text: string }[];
  /** «б» and «у» that go in as «н»: reasons are the class teacher's. */
  reasonsLeft: number;
  /** What is to be confirmed; goes back as it is. */
  entries: ImportEntry[];
  basis: string;
}

/** One cell to be written, as the table says it. */
export type ImportEntry = [lessonId: number, studentId: number, text: string];

export const mostEntries = 10_000;

/** The course to import into and what may be chosen for it. Refuses as `previewMarks`. */
export async function importForm(
  act: Act,
  courseId: number,
): Promise<{ course: PlanCourse; workKinds: WorkKindView[] }> {
  return { course: await importCourse(act, courseId), workKinds: await workKinds(act) };
}

/**
 * What the rows of a spreadsheet (names down, dates across) would write into a journal; nothing is written. For the
 * course's teacher. Refusals: not-found, not-allowed, conflict in a past year, invalid under `file`.
 */
export async function previewMarks(
  act: Act,
  courseId: number,
  rows: readonly (readonly string[])[],
): Promise<MarksPreview> {
  const { course, workKinds: kinds } = await importForm(act, courseId);
  const table = readMarksSheet(rows, course);
  const sheets = await openSheets(act, courseId, { days: [...new Set(table.columns.map(({ day }) => day))] });
  const students = await namedStudents(act, sheets);
  const { cells, unplaced, reasonsLeft } = placeTable(act, { table, sheets, students });
  const stood = new Map(cells.map(cell => [cell, cellNow(cell.sheet, cell.studentId)]));
  const refused = enterCells(act, cells);
  const written = cells.filter(cell => !refused.has(cell));
  const entries = written.map(({ sheet, studentId, text }): ImportEntry => [sheet.lesson.id, studentId, text]);
  return {
    ...{ course, workKinds: kinds, reasonsLeft, entries },
    unplaced: [
      ...unplaced,
      ...[...refused].map(([{ row, column, text }, refusal]) => ({ row, column, text, refusal })),
    ],
    ignored: table.ignored.map(({ at, text }) => ({ column: columnLetter(at), text })),
    ...changesOf(written, stood),
    basis: basisOf(written.map(cell => stood.get(cell)!)),
  };
}

function changesOf(cells: readonly PlacedCell[], stood: ReadonlyMap<PlacedCell, string>) {
  const isSame = ({ sheet, studentId }: PlacedCell) => !sheet.changes.some(({ student }) => student.id === studentId);
  const same = cells.filter(isSame);
  const changed = cells.filter(cell => !isSame(cell) && stood.get(cell) !== '');
  return {
    counts: { fresh: cells.length - same.length - changed.length, changed: changed.length, same: same.length },
    changed: changed.map(cell => {
      const { row, column, sheet, studentId, text } = cell;
      const student = sheet.students.get(studentId)!.name;
      return { row, column, student, day: sheet.lesson.day, was: stood.get(cell)!, text };
    }),
  };
}

/**
 * Writes the entries of a preview, all or nothing, by the rules of single entries. Families hear of today's lesson as
 * always, of older marks in one summary. Refusals: those of `previewMarks`; conflict when the cells are no more what was shown.
 */
export async function importMarks(
  act: Act,
  courseId: number,
  options: { entries: readonly ImportEntry[]; basis?: string | undefined; workKindId?: number | undefined },
): Promise<void> {
  const { entries, basis, workKindId } = options;
  await importCourse(act, courseId);
  if (entries.length === 0 || entries.length > mostEntries) invalid('import/nothing', 'file');
  const ids = [...new Set(entries.map(([lessonId]) => lessonId))];
  const sheets = await openSheets(act, courseId, { ids });
  if (sheets.length < ids.length) throw new Refusal('not-found', 'not-found');
  const byId = new Map(sheets.map(sheet => [sheet.lesson.id, sheet]));
  const now = basisOf(entries.map(([lessonId, studentId]) => cellNow(byId.get(lessonId)!, studentId)));
  if (basis !== undefined && basis !== now) throw new Refusal('conflict', 'import/overtaken');
  const cells = entries.map(([lessonId, studentId, text]) => cellOf({ sheet: byId.get(lessonId)!, studentId, text }));
  refuseTogether([...enterCells(act, cells, workKindId).values()]);
  await writeSheets(act, sheets);
  for (const sheet of sheets) if (sheet.lesson.day === act.today) await tellFamilies(act, sheet);
  await tellImported(
    act,
    courseId,
    sheets.filter(sheet => sheet.lesson.day !== act.today),
  );
}

/** What was sent back, read once more: it is somebody else's word. */
function cellOf({ text, ...place }: Pick<PlacedCell, 'sheet' | 'studentId' | 'text'>): PlacedCell {
  const value = readValue(text);
  if (!value) throw new Refusal('invalid', 'import/value', { facts: { text } });
  return { ...place, text, value, row: 0, column: '' };
}

/** The cells as they stood when they were shown. */
function basisOf(stood: readonly string[]): string {
  return sha256(stood.join('\n'));
}
