import type { Act } from '#school/act.ts';
import { type AttendanceFigures, figuresOf, noFigures, sumOf } from '../attendance/figures.ts';
import { missedDays } from '../attendance/missed-days.ts';
import { type Category, categories, categoryOf, tellingMarks } from './figures/categories.ts';
import { choicesDue, classProgress, marksOfStudent, nameOf, teacherOf } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals, type FinalCell, type FinalStudent } from './figures/due-finals.ts';
import { figuresOfProgress, noProgress, type ProgressCounts, progressOf } from './figures/progress.ts';
import {
  categoryCells,
  type ProgressFormulas,
  progressCells,
  progressFormulas,
  subjectKey,
} from './figures/progress-cells.ts';
import { spanOfTerm } from './figures/term-span.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';

export interface ClassResults {
  rows: ReportRow[];
  /** Columns of the matrix, with the keys of their cells. */
  subjects: { key: string; subject: string }[];
  /** Subject by subject: teacher, counts, figures. */
  bySubject: ReportRow[];
  /** One row: students by category; СОУ and mean of all marks of the class. */
  summary: ReportRow[];
  /** Names by category, with the subjects that tell («с одной …»); only those that have any. */
  categories: { category: Category; students: NamedStudent[] }[];
  /** All marks of the class, counted. */
  marks: ProgressCounts;
  formulas: ProgressFormulas;
  hasOnes: boolean;
  missing: number;
}

export interface NamedStudent {
  name: string;
  /** With the teacher's name. */
  subjects: string;
}

/**
 * Итоги успеваемости класса (form 6, 4.1): students down, subjects across with the marks of the time, the mean of each,
 * lessons missed; below by subject with its teacher, and the students by category. Seven queries.
 */
export async function classResults(
  act: Act,
  { class: { id }, term, year }: Pick<Asked, 'term' | 'year'> & { class: AskedClass },
): Promise<ClassResults> {
  const [read] = await dueFinals(act, { span: await spanOfTerm(act, { term, year }), classIds: [id] });
  if (!read) return nothingYet;
  const finals = withoutJoined(read);
  const missed = await missedOf(act, finals);
  const progress = classProgress(finals);
  const hasOnes = progress.marks.one > 0;
  const { missing } = progress.marks;
  return {
    rows: matrixRows(finals, missed, markCell),
    subjects: finals.subjects.map(subject => ({ key: subjectKey(subject), subject: nameOf(subject) })),
    bySubject: finals.subjects.map((subject, index) => ({
      cells: {
        subject: nameOf(subject),
        teacher: [...new Set(subject.courses.map(teacherOf))].join(', '),
        students: finals.students.filter(({ cells }) => cells[index]!.course !== null).length,
        ...progressCells(progress.subjects[index]!),
      },
    })),
    summary: [{ cells: categoryCells(progress) }],
    categories: namedCategories(finals),
    marks: progress.marks,
    formulas: progressFormulas({ notAttestedWeight: finals.notAttestedWeight, hasOnes }),
    ...{ hasOnes, missing },
  };
}

/** The time has not begun. */
const nothingYet: ClassResults = {
  ...{
    rows: [],
    subjects: [],
    bySubject: [],
    summary: [],
    categories: [],
    marks: noProgress,
    hasOnes: false,
    missing: 0,
  },
  formulas: progressFormulas({ notAttestedWeight: 0, hasOnes: false }),
};

/** After the attestation, subjects whose mark stands in the one they are joined with have no column. */
function withoutJoined(finals: ClassFinals): ClassFinals {
  const isShown = (_: unknown, index: number) =>
    finals.students.length === 0 || finals.students.some(({ cells }) => cells[index]!.state !== 'joined');
  const students = finals.students.map(student => ({ ...student, cells: student.cells.filter(isShown) }));
  return { ...finals, subjects: finals.subjects.filter(isShown), students };
}

/** Lessons missed by each student within the time; one query. */
export async function missedOf(
  act: Act,
  { classId, from, asOf }: ClassFinals,
): Promise<Map<number, AttendanceFigures>> {
  const days = await missedDays(act, { classIds: [classId], from, to: asOf });
  const ofStudent = Map.groupBy(days, ({ studentId }) => studentId);
  return new Map([...ofStudent].map(([id, own]) => [id, figuresOf(own)]));
}

/** Students down, subjects across, each cell as the form has it; with means, lessons missed and the row of the class. */
export function matrixRows<C extends FinalCell>(
  finals: Omit<ClassFinals, 'students'> & { students: (Omit<FinalStudent, 'cells'> & { cells: C[] })[] },
  missed: ReadonlyMap<number, AttendanceFigures>,
  cellOf: (cell: C) => Cell,
): ReportRow[] {
  const keys = finals.subjects.map(subjectKey);
  const rows = finals.students.map((student, index) => ({
    cells: {
      number: index + 1,
      name: student.here ? student.name : { word: 'gone', student: student.name, sex: student.sex },
      ...Object.fromEntries(keys.map((key, at) => [key, cellOf(student.cells[at]!)])),
      mean: meanOf(finals, student.cells),
      ...missedCells(missed.get(student.id) ?? noFigures),
    } as Record<string, Cell>,
  }));
  const total: ReportRow = {
    level: 'total',
    over: rows.length,
    cells: { name: { word: 'total' }, ...totalMeans(finals), ...missedCells(sumOf([...missed.values()])) },
  };
  return rows.length > 0 ? [...rows, total] : [];
}

/** A mark or its word; a dash where it is missing, nothing where none is due. */
export function markCell({ state, choice }: Pick<FinalCell, 'state' | 'choice'>): Cell {
  if (typeof choice === 'number') return choice < 3 ? { value: choice, strong: true } : choice;
  if (choice === null) return state === 'due' ? null : undefined;
  return { word: choice, strong: choice === 'not-attested' };
}

/** The mean of each subject and of the class. */
function totalMeans(finals: ClassFinals): Record<string, Cell> {
  const ofSubject = (index: number) => finals.students.map(({ cells }) => cells[index]!);
  const cells = finals.subjects.map((subject, index): [string, Cell] => [
    subjectKey(subject),
    subject.graded ? { value: meanOf(finals, ofSubject(index)), kind: 'hundredths' } : undefined,
  ]);
  const all = finals.students.flatMap(({ cells }) => cells);
  return { ...Object.fromEntries(cells), mean: meanOf(finals, all) };
}

/** Of the numbers that stand, in hundredths. */
function meanOf({ notAttestedWeight }: ClassFinals, cells: readonly FinalCell[]): number | null {
  return figuresOfProgress(progressOf(choicesDue(cells)), notAttestedWeight).mean;
}

/** The cells under templates/reports/partials/missed-lessons.hbs. */
function missedCells({ missed, ill, valid, unexcused, unknown }: AttendanceFigures): Record<string, number> {
  return { missed, ill, valid, unexcused: unexcused + unknown };
}

/** Who is in each category that has anybody, with the subjects that tell. */
export function namedCategories(finals: ClassFinals): ClassResults['categories'] {
  const named = finals.students.map(student => {
    const marks = marksOfStudent(finals, student);
    const subjects = tellingMarks(marks).map(({ subject, teacher }) => `${subject} (${teacher})`);
    return { category: categoryOf(marks), name: student.name, subjects: subjects.join(', ') };
  });
  const byCategory = Map.groupBy(named, ({ category }) => category);
  return [...byCategory]
    .flatMap(([category, students]) => (category === null ? [] : [{ category, students }]))
    .toSorted((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
}
