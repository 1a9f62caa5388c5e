import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { StudentPeriod } from '#school/student-periods.ts';
import { sumsOf } from './arithmetic/means.ts';
import { countedMarks } from './arithmetic/owed-works.ts';
import { suggestedMark } from './arithmetic/suggestion.ts';
import { countedBrought, type StudentBrought } from './brought-marks/brought-of-student.ts';
import { type Choice, chosenFinals } from './finals/chosen-finals.ts';
import type { JournalMark } from './finals/due-cells.ts';
import type { FinalsCourse } from './finals/finals-course.ts';
import { type Suggestion, suggestPeriod } from './finals/suggest.ts';
import { type OwnPeriod, ownPeriod, type PeriodChoice } from './own-period.ts';
import type { PeriodMark } from './period-marks.ts';

export interface StudentAverages extends Pick<OwnPeriod, 'student' | 'period' | 'periods'> {
  /** The subjects that give marks, by name. */
  subjects: SubjectAverage[];
}

/** What stands in one subject: marks, mean in hundredths, the suggested mark, and what it comes to. */
export interface SubjectAverage extends Omit<Suggestion, 'marksElsewhere'> {
  courseId: number;
  subjectId: number;
  subject: string;
  teacher: string;
  /** Fewest marks for attestation. */
  fewest: number;
  /** Works not handed in: these may still come (`waiting`), these are late (`overdue`). */
  owed: { waiting: number; overdue: number; soonest: Day | null };
  /** The mark the period ends with if nothing more comes: owed works not handed in by its end count as the school counts them. */
  forecast: number | null;
  /** What was brought from another school, as it was entered. */
  brought: Omit<StudentBrought, 'subjectId'>[];
  /** The latest marks, the newest last. */
  last: { day: Day; value: number; workKind: string; weight: number }[];
  /** The teacher's final mark of the period. */
  choice: Choice;
}

const mostLast = 5;

/**
 * A student's means of the current or a named period (1.2c): per subject what the marks come to by now, and the forecast.
 * For who may read the marks; seven queries. Refuses: not-found.
 */
export async function studentAverages(
  act: Act,
  studentId: number,
  choice: PeriodChoice = {},
): Promise<StudentAverages> {
  const { student, period, periods, courses } = await ownPeriod(act, studentId, choice);
  if (!period || courses.length === 0) return { student, period, periods, subjects: [] };
  const chosen = await chosenOf(act, { studentId, period, courses: courses.map(({ course }) => course) });
  const subjects = courses.map(({ course, marks, brought }) => ({
    ...averageOf(act, course, { marks, brought, lastDay: period.lastDay }),
    choice: chosen.get(course.subject) ?? null,
  }));
  return { student, period, periods, subjects };
}

/** The teacher's final marks of the period by subject. */
export async function chosenOf(
  act: Act,
  about: { studentId: number; period: StudentPeriod; courses: readonly FinalsCourse[] },
): Promise<Map<string, Choice>> {
  const { studentId, period, courses } = about;
  const all = await chosenFinals(act, { courses, studentIds: [studentId] });
  const own = all.filter(({ stage, periodId }) => stage === 'period' && periodId === period.id);
  return new Map(own.filter(({ choice }) => choice !== null).map(({ subject, choice }) => [subject, choice]));
}

function averageOf(
  act: Act,
  course: FinalsCourse,
  { marks, brought, lastDay }: { marks: readonly PeriodMark[]; brought: readonly StudentBrought[]; lastDay: Day },
): Omit<SubjectAverage, 'choice'> {
  const { courseId, subjectId, subject, teacher, fewest } = course;
  const own = [...marks.map(mark => ({ ...mark, elsewhere: false })), ...countedBrought(brought)];
  const { marksElsewhere: _, ...suggestion } = suggestPeriod(course, own, act.today);
  return {
    ...{ courseId, subjectId, subject, teacher, fewest },
    ...suggestion,
    owed: owedOf(marks, act.today),
    forecast: forecastOf(course, { marks: own, today: act.today, lastDay }),
    brought: brought.map(({ subjectId: _subject, ...one }) => one),
    last: marks
      .flatMap(({ day, value, workKind, weight }) => (value === null ? [] : [{ day, value, workKind, weight }]))
      .slice(-mostLast),
  };
}

/** The works not handed in, by whether their day is over. */
export function owedOf(
  marks: readonly Pick<PeriodMark, 'value' | 'owed' | 'dueOn'>[],
  today: Day,
): SubjectAverage['owed'] {
  const owed = marks.filter(mark => mark.value === null && mark.owed);
  const waiting = owed.filter(({ dueOn }) => dueOn === null || dueOn >= today);
  const [soonest = null] = waiting.flatMap(({ dueOn }) => dueOn ?? []).toSorted();
  return { waiting: waiting.length, overdue: owed.length - waiting.length, soonest };
}

/** As if the period were over and nothing had come: its last day counts, today where that is later. */
function forecastOf(
  { owedCountsAsTwo, thresholds }: FinalsCourse,
  { marks, today, lastDay }: { marks: readonly JournalMark[]; today: Day; lastDay: Day },
): number | null {
  const end = lastDay > today ? lastDay : today;
  return suggestedMark(sumsOf(countedMarks(marks, { today: end, owedCountsAsTwo })), thresholds);
}
