import type { Act } from '#school/act.ts';
import { may, see } from '#school/permissions.ts';
import type { Choice } from './chosen-finals.ts';
import type { FinalColumn } from './final-columns.ts';
import { type FinalCell, type FinalsBook, openBook } from './finals-book.ts';
import type { FinalsCourse } from './finals-course.ts';
import type { Suggestion } from './suggest.ts';
import { periodsToUnlock, type UnlockablePeriod } from './unlock-journal.ts';

export interface CourseFinals
  extends Pick<
    FinalsCourse,
    | 'courseId'
    | 'subject'
    | 'classId'
    | 'className'
    | 'grade'
    | 'subgroup'
    | 'teacher'
    | 'scale'
    | 'fewest'
    | 'lowestMark'
  > {
  columns: ColumnView[];
  /** Students down, in the order of their names; `cells` in the order of the columns, null where a student is not due. */
  students: { id: number; name: string; cells: (CellView | null)[] }[];
  /** The actor is the course's teacher. */
  maySet: boolean;
  /** The periods for which the actor, a deputy, may open this journal. */
  toUnlock: UnlockablePeriod[];
}

export interface ColumnView extends FinalColumn {
  /** The actor may write here today. */
  open: boolean;
  due: number;
  chosen: number;
  /** Empty cells with a number suggested that is not borderline, and those where it is. */
  ready: number;
  borderline: number;
  /** The deadline is over and marks are missing. */
  late: boolean;
}

export interface CellView extends Suggestion {
  choice: Choice;
  elsewhere: boolean;
  /** The teacher has chosen another mark than is suggested. */
  differs: boolean;
  /** What the current choice corrected, who chose it and when. */
  was: Choice;
  by: string | null;
  at: Date | null;
}

/**
 * Final marks of a course: per period the weighted mean, what is suggested and what was chosen; year, exam and final where
 * they are due (3.2e). For its teacher, the class teacher, deputy and director. Refuses: not-found.
 */
export async function finalsOfCourse(act: Act, courseId: number): Promise<CourseFinals> {
  const book = await openBook(act, courseId);
  see(act, 'readJournal', book.course);
  const maySet = may(act.by, 'setFinal', book.course);
  const { subject, classId, className, grade, subgroup, teacher, scale, fewest, lowestMark } = book.course;
  return {
    ...{ courseId, subject, classId, className, grade, subgroup, teacher, scale, fewest, lowestMark },
    columns: book.columns.map(column => columnView(act, book, { column, maySet })),
    students: [...book.students.values()].map(({ id, name, cells }) => ({
      id,
      name,
      cells: book.columns.map(({ key }) => cellView(cells.get(key))),
    })),
    maySet,
    toUnlock: may(act.by, 'unlockJournal') ? await periodsToUnlock(act, book.course) : [],
  };
}

function columnView(
  act: Act,
  book: FinalsBook,
  { column, maySet }: { column: FinalColumn; maySet: boolean },
): ColumnView {
  const cells = [...book.students.values()].flatMap(({ cells }) => cells.get(column.key) ?? []);
  const empty = cells.filter(({ choice }) => choice === null);
  const suggested = empty.filter(cell => typeof cell.suggested === 'number');
  const isOver = column.deadline !== null && column.deadline < act.today;
  return {
    ...column,
    open: maySet && column.locked === null,
    due: cells.length,
    chosen: cells.length - empty.length,
    ready: suggested.filter(cell => !cell.borderline).length,
    borderline: suggested.filter(cell => cell.borderline).length,
    late: isOver && empty.length > 0 && isOwed(book, column),
  };
}

/** An exam is taken by some, and a subject without marks owes none. */
function isOwed({ course }: FinalsBook, { stage }: FinalColumn): boolean {
  return course.scale === 'marks' && stage !== 'exam';
}

/** A cell as it is shown; null for who is not due. */
export function cellView(cell: FinalCell | undefined): CellView | null {
  if (!cell) return null;
  const { current, ...shown } = cell;
  const isOwn = current !== null && current.choice !== null;
  return {
    ...shown,
    differs: cell.choice !== null && cell.suggested !== null && cell.choice !== cell.suggested,
    was: isOwn ? current.was : null,
    by: isOwn ? current.by : null,
    at: isOwn ? current.at : null,
  };
}
