import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { meanOf, sumsOf } from './arithmetic/means.ts';
import { countedMarks } from './arithmetic/owed-works.ts';
import type { ThresholdSet } from './arithmetic/suggestion.ts';
import { countedBrought } from './brought-marks/brought-of-student.ts';
import type { JournalMark } from './finals/due-cells.ts';
import type { FinalsCourse } from './finals/finals-course.ts';
import { type OwnPeriod, ownPeriod, type PeriodChoice } from './own-period.ts';
import type { PeriodMark } from './period-marks.ts';

/** How the weighted mean of a subject went through a period, for a picture of it. */
export interface StudentCourse extends Pick<OwnPeriod, 'student' | 'period'> {
  /** Null when the student has no marks in such a subject. */
  subject: { id: number; name: string; thresholds: ThresholdSet } | null;
  /** In order; the mean of the last is the mean by now. */
  points: CoursePoint[];
}

export interface CoursePoint {
  day: Day;
  /** An owed work that counts as a 2 stands at the day on which it was due. */
  owed: boolean;
  value: number;
  weight: number;
  workKind: string;
  /** The weighted mean in hundredths, this mark included. */
  mean: number;
}

/** The course of the means of a subject. For who may read the marks. Refuses: not-found. */
export async function studentCourse(
  act: Act,
  studentId: number,
  { subjectId, which }: { subjectId: number } & Pick<PeriodChoice, 'which'>,
): Promise<StudentCourse> {
  const { student, period, courses } = await ownPeriod(act, studentId, { which, subjectIds: [subjectId] });
  const [own] = courses;
  if (!own) return { student, period, subject: null, points: [] };
  const { course, marks, brought } = own;
  return {
    ...{ student, period },
    subject: { id: subjectId, name: course.subject, thresholds: course.thresholds },
    points: pointsOf(act, course, { marks, before: countedBrought(brought) }),
  };
}

/** Marks from another school stand before the first of ours: the means begin with them. */
function pointsOf(
  act: Act,
  { owedCountsAsTwo }: FinalsCourse,
  { marks, before }: { marks: readonly PeriodMark[]; before: readonly JournalMark[] },
): CoursePoint[] {
  const brought = countedMarks(before, { today: act.today, owedCountsAsTwo });
  const counted = marks.flatMap(mark =>
    countedMarks([mark], { today: act.today, owedCountsAsTwo }).map(({ value, weight }) => {
      const owed = mark.value === null;
      return { day: owed ? mark.dueOn! : mark.day, owed, value, weight, workKind: mark.workKind };
    }),
  );
  const inOrder = counted.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return inOrder.map((point, at) => ({ ...point, mean: meanOf(sumsOf([...brought, ...inOrder.slice(0, at + 1)]))! }));
}
