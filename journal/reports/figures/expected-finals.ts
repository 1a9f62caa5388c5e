import type { Act } from '#school/act.ts';
import { type Sums, sumsOf } from '../../arithmetic/means.ts';
import { countedMarks } from '../../arithmetic/owed-works.ts';
import { thresholdNear } from '../../arithmetic/suggestion.ts';
import { type DueCell, dueCells, type JournalMark } from '../../finals/due-cells.ts';
import { type FinalsCourse, loadFinalsCourses } from '../../finals/finals-course.ts';
import { suggestPeriod } from '../../finals/suggest.ts';
import { owedOf } from '../../student-averages.ts';
import { type ClassFinals, dueFinals, type FinalCell, type FinalStudent } from './due-finals.ts';

/** The final marks of a class as they will be if nothing more comes: where the teacher has chosen none, what the marks come to. */
export interface ExpectedFinals extends ClassFinals {
  students: ExpectedStudent[];
}

export interface ExpectedStudent extends FinalStudent {
  cells: ExpectedCell[];
}

export interface ExpectedCell extends FinalCell {
  /** `choice` is not the teacher's but what the current marks come to. */
  expected: boolean;
  /** The weighted mean in hundredths, of how many marks, and how many the school asks for. */
  mean: number | null;
  marks: number;
  fewest: number;
  few: boolean;
  /** Of a borderline result. */
  threshold: number | null;
  /** Works not handed in. */
  owed: { waiting: number; overdue: number };
}

/** Of one class and a period that has begun, as of today; six queries. Undefined before it begins. */
export async function expectedFinals(
  act: Act,
  { classId, periodId }: { classId: number; periodId: number },
): Promise<ExpectedFinals | undefined> {
  const [finals] = await dueFinals(act, { span: { stage: 'period', periodIds: [periodId] }, classIds: [classId] });
  if (!finals) return undefined;
  const courses = await loadFinalsCourses(act, { where: 'c.school_class_id = :classId', params: { classId } });
  const byId = new Map(courses.map(course => [course.courseId, course]));
  const due = await dueCells(act, { courseIds: [...byId.keys()] });
  const own = new Map(due.filter(cell => cell.periodId === periodId).map(cell => [placeOf(cell), cell.marks]));
  const students = finals.students.map(student => ({
    ...student,
    cells: student.cells.map(cell => {
      const course = cell.course && byId.get(cell.course.courseId);
      const marks = course && own.get(placeOf({ courseId: course.courseId, studentId: student.id }));
      return course && marks && cell.state === 'due' ? expectedCell(act, cell, { course, marks }) : unchanged(cell);
    }),
  }));
  return { ...finals, students };
}

function placeOf({ courseId, studentId }: Pick<DueCell, 'courseId' | 'studentId'>): string {
  return `${courseId} ${studentId}`;
}

/** No number is due here. */
function unchanged(cell: FinalCell): ExpectedCell {
  const owed = { waiting: 0, overdue: 0 };
  return { ...cell, expected: false, mean: null, marks: 0, fewest: 0, few: false, threshold: null, owed };
}

function expectedCell(
  { today }: Act,
  cell: FinalCell,
  { course, marks }: { course: FinalsCourse; marks: readonly JournalMark[] },
): ExpectedCell {
  const { suggested, mean, marks: counted, few, borderline } = suggestPeriod(course, marks, today);
  const sums: Sums = sumsOf(countedMarks(marks, { today, owedCountsAsTwo: course.owedCountsAsTwo }));
  return {
    ...cell,
    choice: cell.choice ?? suggested,
    expected: cell.choice === null && suggested !== null,
    ...{ mean, marks: counted, few, fewest: course.fewest },
    threshold: borderline ? thresholdNear(sums, course.thresholds) : null,
    owed: owedOf(marks, today),
  };
}
