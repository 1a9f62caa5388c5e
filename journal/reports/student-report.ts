import type { Act } from '#school/act.ts';
import { figuresOf } from '../attendance/figures.ts';
import { type MissedDay, missedDays } from '../attendance/missed-days.ts';
import { type ChosenFinal, chosenFinals } from '../finals/chosen-finals.ts';
import { loadFinalsCourses } from '../finals/finals-course.ts';
import { markCell } from './class-results.ts';
import {
  type BegunLine,
  columnsOf,
  marksByPlace,
  placeOf,
  type RecordSubject,
  readBegun,
} from './consolidated-progress.ts';
import type { FinalState } from './figures/due-finals.ts';
import { type RecordLine, recordLines } from './record-lines.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';
import { studentsOfYear } from './students-of-year.ts';

export interface StudentReports {
  columns: (RecordLine & { key: string })[];
  /** Of these the periods and the year: lessons are missed in no exam. */
  spans: StudentReports['columns'];
  /** One for each who is in the class. */
  students: { id: number; name: string; rows: ReportRow[]; missed: ReportRow[] }[];
}

/**
 * Табель успеваемости (form 13, 4.1): for each student of the class a sheet for the family, subjects down, across all periods, the
 * year, in grade 9 the exam and in 9 and 11 the final mark; the lessons missed in each period below. Queries by the number of
 * periods, never by rows.
 */
export async function studentReport(
  act: Act,
  { class: own, year }: Pick<Asked, 'year'> & { class: AskedClass },
): Promise<StudentReports> {
  const { id: classId } = own;
  const lines = await recordLines(act, { yearId: year.id, periodKind: own.periodKind, grade: own.grade });
  const columns = lines.map(line => ({ ...line, key: keyOf(line) }));
  const spans = columns.filter(({ stage }) => stage === 'period' || stage === 'year');
  const begun = await readBegun(act, { classId, yearId: year.id, lines });
  const last = begun.at(-1)?.finals;
  if (!last) return { columns, spans, students: [] };
  const students = (await studentsOfYear(act, { classId, year })).filter(({ here }) => here);
  const courses = await loadFinalsCourses(act, { where: 'c.school_class_id = :classId', params: { classId } });
  const marks = marksByPlace(await chosenFinals(act, { courses, studentIds: students.map(({ id }) => id) }));
  const classIds = await classesOf(act, { studentIds: students.map(({ id }) => id), yearId: year.id });
  const days = await missedDays(act, { classIds, from: year.firstDay, to: year.lastDay });
  const ofStudent = Map.groupBy(days, ({ studentId }) => studentId);
  const ground = { lines: columns, subjects: columnsOf(last, own), marks, begun };
  return {
    ...{ columns, spans },
    students: students.map(({ id, name }) => {
      return { id, name, rows: subjectRows(id, ground), missed: missedRows(ofStudent.get(id) ?? [], begun) };
    }),
  };
}

/** In which the students were in the year: who moved has missed lessons in more than one. */
async function classesOf(act: Act, of: { studentIds: readonly number[]; yearId: number }): Promise<number[]> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select distinct k.id from enrolment e join school_class k on k.id = e.school_class_id and k.year_id = :yearId
     where e.student_id = any(:students)`,
    { yearId: of.yearId, students: `{${of.studentIds.join(',')}}` },
  );
  return rows.map(({ id }) => id);
}

function keyOf({ stage, number }: RecordLine): string {
  return number === null ? stage : `${stage}${number}`;
}

interface Ground {
  lines: StudentReports['columns'];
  subjects: readonly RecordSubject[];
  marks: ReadonlyMap<string, ChosenFinal>;
  begun: readonly BegunLine[];
}

/** Subjects that the student learns, or has a mark in. A mark that is due and is not there has a dash. */
function subjectRows(studentId: number, { lines, subjects, marks, begun }: Ground): ReportRow[] {
  const states = statesOf(studentId, begun);
  const learnt = new Set(states.filter(({ state }) => isLearnt(state)).map(({ subject }) => subject));
  const due = new Set(states.filter(({ state }) => state === 'due').map(({ key, subject }) => `${key} ${subject}`));
  const rows = subjects.flatMap(({ subject, holds }) => {
    const cells = lines.map((line): [string, Cell] => {
      const held = holds(line);
      if (held === null) return [line.key, undefined];
      const choice = marks.get(placeOf(studentId, held, line))?.choice ?? null;
      const state = line.isOver && due.has(`${line.key} ${held}`) ? 'due' : 'words';
      return [line.key, markCell({ state, choice })];
    });
    const isLearning = lines.some(line => learnt.has(holds(line) ?? ''));
    return isLearning || cells.some(([, cell]) => cell !== undefined)
      ? [{ subject, ...Object.fromEntries(cells) }]
      : [];
  });
  return rows.map((cells, at) => ({ cells: { number: at + 1, ...cells } }));
}

function statesOf(studentId: number, begun: readonly BegunLine[]) {
  return begun.flatMap(({ line, finals }) => {
    const cells = finals.students.find(({ id }) => id === studentId)?.cells ?? [];
    return cells.map(({ state }, at) => ({ key: keyOf(line), subject: finals.subjects[at]!.subject, state }));
  });
}

function isLearnt(state: FinalState): boolean {
  return state === 'due' || state === 'words' || state === 'first-grade';
}

const missedKinds = ['missed', 'ill', 'days'] as const;

/** Lessons missed, of them by illness, and full days, in each period that has begun and in the year. */
function missedRows(days: readonly MissedDay[], begun: readonly BegunLine[]): ReportRow[] {
  const figures = begun.map(({ line, finals: { from, to } }) => {
    const inside = line.stage === 'year' ? days : days.filter(({ day }) => day >= from && day <= to);
    return [keyOf(line), figuresOf(inside)] as const;
  });
  return missedKinds.map(kind => ({
    health: kind === 'ill',
    cells: { what: { word: kind }, ...Object.fromEntries(figures.map(([key, of]) => [key, of[kind]])) },
  }));
}
