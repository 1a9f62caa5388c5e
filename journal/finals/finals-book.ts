import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type Choice, type ChosenFinal, chosenFinals } from './chosen-finals.ts';
import { type DueCell, dueCells } from './due-cells.ts';
import { columnKey, type FinalColumn, finalColumns } from './final-columns.ts';
import { type CourseChoice, type FinalsCourse, loadFinalsCourses } from './finals-course.ts';
import { joinedSubjectOf } from './joined-subjects.ts';
import { type Suggestion, suggestOf, suggestPeriod } from './suggest.ts';

/**
 * The final marks of one course laid open: columns, students with their cells, and what is to be written when it is closed.
 * Rules look at it, entries change it, `saveFinals` writes it down.
 */
export interface FinalsBook {
  course: FinalsCourse;
  columns: FinalColumn[];
  /** By id, in the order of their names. */
  students: Map<number, FinalsStudent>;
  changes: FinalChange[];
}

export interface FinalsStudent {
  id: number;
  name: string;
  givenName: string;
  personId: number;
  /** By the key of the column; absent where the student is not due. */
  cells: Map<string, FinalCell>;
}

export interface FinalCell extends Suggestion {
  choice: Choice;
  /** The current row in this journal, one taken back included. */
  current: ChosenFinal | null;
  /** The mark stands in the journal of the class or subgroup the student was in before. */
  elsewhere: boolean;
}

export interface FinalChange {
  student: FinalsStudent;
  column: FinalColumn;
  cell: FinalCell;
  before: Choice;
  after: Choice;
}

/** The book of one course. Refuses: not-found. */
export async function openBook(act: Act, courseId: number, options: { toWrite?: boolean } = {}): Promise<FinalsBook> {
  const [book] = await openBooks(act, { where: 'c.id = :courseId', params: { courseId }, ...options });
  if (!book) throw new Refusal('not-found', 'not-found');
  return book;
}

/** The books of several courses, of one student only if so wanted; always four queries. */
export async function openBooks(act: Act, choice: CourseChoice & { studentId?: number }): Promise<FinalsBook[]> {
  const courses = await loadFinalsCourses(act, choice);
  if (courses.length === 0) return [];
  const columns = await finalColumns(act, courses);
  const due = await dueCells(act, {
    courseIds: courses.filter(({ scale }) => scale !== 'none').map(({ courseId }) => courseId),
    ...(choice.studentId === undefined ? {} : { studentId: choice.studentId }),
  });
  const chosen = await chosenFinals(act, { courses, studentIds: [...new Set(due.map(cell => cell.studentId))] });
  const dueOf = Map.groupBy(due, ({ courseId }) => courseId);
  return courses.map(course => {
    const book = { course, columns: columns.get(course.courseId)!, students: new Map(), changes: [] };
    layOut(act, book, { due: dueOf.get(course.courseId) ?? [], chosen });
    return book;
  });
}

function layOut(act: Act, book: FinalsBook, rows: { due: readonly DueCell[]; chosen: readonly ChosenFinal[] }): void {
  const ofStudent = Map.groupBy(rows.chosen, ({ studentId }) => studentId);
  for (const [id, own] of Map.groupBy(rows.due, ({ studentId }) => studentId)) {
    const { name, givenName, personId } = own[0]!;
    const student: FinalsStudent = { id, name, givenName, personId, cells: new Map() };
    const chosen = ofStudent.get(id) ?? [];
    const dueIn = new Map(own.map(cell => [cell.periodId, cell]));
    const lastPeriod = book.columns.findLast(({ stage }) => stage === 'period')!;
    for (const column of book.columns) {
      // Who is here at the end of the last period is due for what follows it.
      const cell = dueIn.get(column.periodId ?? lastPeriod.periodId!);
      if (!cell) continue;
      const suggestion =
        column.stage === 'period'
          ? suggestPeriod(book.course, cell.marks, act.today)
          : suggestOf(column, { course: book.course, cells: student.cells, chosen: ofSubject(book.course, chosen) });
      student.cells.set(column.key, { ...suggestion, ...standing(book.course, column, chosen) });
    }
    book.students.set(id, student);
  }
}

function standing({ courseId, subject, yearId }: FinalsCourse, column: FinalColumn, chosen: readonly ChosenFinal[]) {
  const rows = chosen.filter(
    one => one.subject === subject && one.yearId === yearId && columnKey(one.stage, one.periodId) === column.key,
  );
  const current = rows.find(one => one.courseId === courseId) ?? null;
  const other = rows.find(one => one.courseId !== courseId && one.choice !== null);
  const isElsewhere = (current?.choice ?? null) === null && other !== undefined;
  return { current, choice: isElsewhere ? other.choice : (current?.choice ?? null), elsewhere: isElsewhere };
}

function ofSubject(course: FinalsCourse, chosen: readonly ChosenFinal[]): ChosenFinal[] {
  const subjects = joinedSubjectOf(course)?.subjects ?? [course.subject];
  return chosen.filter(({ subject }) => subjects.includes(subject));
}
