import type { Act } from '#school/act.ts';
import { type ChosenFinal, chosenFinals } from '../finals/chosen-finals.ts';
import { loadFinalsCourses } from '../finals/finals-course.ts';
import { joinedSubjectOf } from '../finals/joined-subjects.ts';
import { markCell } from './class-results.ts';
import { type Ending, endingsOf } from './endings.ts';
import { choicesDue } from './figures/class-progress.ts';
import { type ClassFinals, dueFinals } from './figures/due-finals.ts';
import { progressOf } from './figures/progress.ts';
import { subjectKey } from './figures/progress-cells.ts';
import type { FinalsSpan } from './figures/span.ts';
import { type RecordLine, recordLines } from './record-lines.ts';
import type { Asked, AskedClass } from './report.ts';
import type { Cell, ReportRow } from './rows.ts';
import { studentsOfYear, type YearStudent } from './students-of-year.ts';

export interface ConsolidatedProgress {
  /** One for so many subjects as a sheet holds; each has every name. */
  sheets: RecordSheet[];
  missing: number;
}

export interface RecordSheet {
  subjects: RecordSubject[];
  rows: ReportRow[];
  /** Has the column of the council's decision. */
  isLast: boolean;
}

/** A column: a subject, or several together where they have one exam and one final mark («Математика» in grade 9). */
export interface RecordSubject {
  key: string;
  subject: string;
  /** The subjects whose marks stand in it, by the lines it has. */
  holds: (line: RecordLine) => string | null;
}

const subjectsOnSheet = 24;

/**
 * Сводная ведомость учёта успеваемости класса (form 7, 4.1, kept for 25 years): of each student a line for every period, the
 * year, in grade 9 the exam and in 9 and 11 the final mark; what became of the student stands last. Marks given in another class
 * of the school in this year belong here as well. Queries by the number of periods, never by rows.
 */
export async function consolidatedProgress(
  act: Act,
  { class: own, year }: Pick<Asked, 'year'> & { class: AskedClass },
): Promise<ConsolidatedProgress> {
  const { id: classId } = own;
  const lines = await recordLines(act, { yearId: year.id, periodKind: own.periodKind, grade: own.grade });
  const begun = await readBegun(act, { classId, yearId: year.id, lines });
  const last = begun.at(-1)?.finals;
  if (!last) return { sheets: [], missing: 0 };
  const students = await studentsOfYear(act, { classId, year });
  const courses = await loadFinalsCourses(act, { where: 'c.school_class_id = :classId', params: { classId } });
  const marks = marksByPlace(await chosenFinals(act, { courses, studentIds: students.map(({ id }) => id) }));
  const endings = await endingsOf(act, { classId });
  const sheets = chunks(columnsOf(last, own), subjectsOnSheet).map((subjects, index, all) => ({
    subjects,
    rows: students.flatMap((student, place) => {
      const head = { number: { value: place + 1, rows: lines.length }, name: nameCell(student, lines.length) };
      return rowsOf(student, { lines, subjects, marks, head, ending: endings.get(student.id) });
    }),
    isLast: index === all.length - 1,
  }));
  return { sheets, missing: missingOf(begun) };
}

export interface BegunLine {
  line: RecordLine;
  finals: ClassFinals;
}

/** What was due in each line that has begun; exam and final mark are due to nobody until they stand. */
export async function readBegun(
  act: Act,
  { classId, yearId, lines }: { classId: number; yearId: number; lines: readonly RecordLine[] },
): Promise<BegunLine[]> {
  const begun: BegunLine[] = [];
  for (const line of lines) {
    if (isAfterYear(line)) continue;
    const span: FinalsSpan =
      line.periodId === null ? { stage: 'year', yearId } : { stage: 'period', periodIds: [line.periodId] };
    const [finals] = await dueFinals(act, { span, classIds: [classId] });
    if (finals) begun.push({ line, finals });
  }
  return begun;
}

/** Of the lines that are over: what was due and is not set. */
function missingOf(begun: readonly BegunLine[]): number {
  const over = begun.filter(({ line }) => line.isOver).flatMap(({ finals }) => finals.students);
  return progressOf(choicesDue(over.flatMap(({ cells }) => cells))).missing;
}

/** By student, subject and line: in which journal of the year it stands does not matter; the latest wins. */
export function marksByPlace(marks: readonly ChosenFinal[]): Map<string, ChosenFinal> {
  return new Map(marks.map(mark => [placeOf(mark.studentId, mark.subject, mark), mark]));
}

/** Where a mark stands: of whom, in which subject, in which line. */
export function placeOf(studentId: number, subject: string, line: Pick<RecordLine, 'stage' | 'periodId'>): string {
  return `${studentId} ${line.stage} ${line.periodId ?? ''} ${subject}`;
}

/** The subjects in their order, joined ones followed by the column of what they have together. */
export function columnsOf({ subjects }: ClassFinals, { grade }: AskedClass): RecordSubject[] {
  const columns: RecordSubject[] = subjects.map(one => {
    const { subject } = one;
    const isJoined = joinedSubjectOf({ grade, subject }) !== undefined;
    const holds = (line: RecordLine) => (isJoined && isAfterYear(line) ? null : subject);
    return { key: subjectKey(one), subject, holds };
  });
  for (const one of subjects) {
    const joined = joinedSubjectOf({ grade, subject: one.subject });
    // The first of the joined subjects keeps their exam and final mark.
    if (joined?.subjects[0] !== one.subject) continue;
    const last = columns.findLastIndex(({ subject }) => joined.subjects.includes(subject));
    const holds = (line: RecordLine) => (isAfterYear(line) ? one.subject : null);
    columns.splice(last + 1, 0, { key: `joined${one.subjectId}`, subject: joined.name, holds });
  }
  return columns;
}

function isAfterYear({ stage }: Pick<RecordLine, 'stage'>): boolean {
  return stage === 'exam' || stage === 'final';
}

function nameCell({ name, here, sex }: YearStudent, rows: number): Cell {
  return here ? { value: name, rows } : { word: 'gone', student: name, sex, rows };
}

interface Ground {
  lines: readonly RecordLine[];
  subjects: readonly RecordSubject[];
  marks: ReadonlyMap<string, ChosenFinal>;
  /** The cells that go down over all lines. */
  head: Record<string, Cell>;
  ending: Ending | undefined;
}

function rowsOf({ id }: YearStudent, { lines, subjects, marks, head, ending }: Ground): ReportRow[] {
  const decision: Cell = ending ? { ...ending, rows: lines.length } : { value: '', rows: lines.length };
  return lines.map((line, index) => ({
    ...(index > 0 ? { joined: true } : {}),
    cells: {
      ...(index === 0 ? { ...head, decision } : {}),
      line: { ...line, strong: line.stage !== 'period' },
      ...Object.fromEntries(
        subjects.map(({ key, holds }) => {
          const subject = holds(line);
          const mark = subject === null ? undefined : marks.get(placeOf(id, subject, line));
          return [key, markCell({ state: 'words', choice: mark?.choice ?? null })];
        }),
      ),
    },
  }));
}

function chunks<One>(all: readonly One[], size: number): One[][] {
  const count = Math.max(1, Math.ceil(all.length / size));
  const even = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, index) => all.slice(index * even, (index + 1) * even));
}
