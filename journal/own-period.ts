import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { begunPeriods, periodAmong, type StudentPeriod } from '#school/student-periods.ts';
import { broughtOfStudent, type StudentBrought } from './brought-marks/brought-of-student.ts';
import { type FinalsCourse, loadFinalsCourses } from './finals/finals-course.ts';
import { type PeriodMark, periodMarks } from './period-marks.ts';
import { type StudentFactsView, seenStudent } from './student-facts.ts';

/** A student's period laid open: the subjects that give marks, and what was got in them so far. */
export interface OwnPeriod {
  student: StudentFactsView;
  /** The one asked for; null when it has not begun, or the student is in no class. */
  period: StudentPeriod | null;
  /** All that have begun, in order. */
  periods: StudentPeriod[];
  /** One of each subject, by name; none in grade 1. */
  courses: { course: FinalsCourse; marks: PeriodMark[]; brought: StudentBrought[] }[];
}

export interface PeriodChoice {
  /** Nothing for the current one, `last`, or its number. */
  which?: string | undefined;
  subjectIds?: readonly number[] | undefined;
}

/** The current or the named period of a student, of all subjects or of some. Six queries. Refuses: not-found. */
export async function ownPeriod(act: Act, studentId: number, choice: PeriodChoice = {}): Promise<OwnPeriod> {
  const student = await seenStudent(act, studentId);
  const periods = await begunPeriods(act, studentId);
  const period = periodAmong(periods, choice.which) ?? null;
  if (!period || student.classId === null) return { student, period, periods, courses: [] };
  const courses = await coursesOf(act, { student, subjectIds: choice.subjectIds });
  const { firstDay, lastDay } = period;
  const marks = await periodMarks(act, studentId, { from: firstDay, to: earlier(lastDay, act.today) });
  const brought = await broughtOfStudent(act, studentId, period.id);
  const ofSubject = Map.groupBy(marks, ({ subjectId }) => subjectId);
  return {
    student,
    period,
    periods,
    courses: courses.map(course => ({
      course,
      marks: ofSubject.get(course.subjectId) ?? [],
      brought: brought.filter(({ subjectId }) => subjectId === course.subjectId),
    })),
  };
}

async function coursesOf(
  act: Act,
  { student, subjectIds }: { student: StudentFactsView; subjectIds: readonly number[] | undefined },
): Promise<FinalsCourse[]> {
  const courses = await loadFinalsCourses(act, {
    where: `k.id = :classId and (:subjects::int[] is null or c.subject_id = any(:subjects::int[]))
      and (c.subgroup_id is null or exists (select 1 from subgroup_member sm
        where sm.subgroup_id = c.subgroup_id and sm.student_id = :studentId
          and sm.since <= :today and (sm.until is null or sm.until > :today)))`,
    params: {
      classId: student.classId,
      studentId: student.id,
      subjects: subjectIds ? `{${subjectIds.join(',')}}` : null,
    },
  });
  return courses.filter(({ scale }) => scale === 'marks');
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
