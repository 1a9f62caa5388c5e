import type { Act } from '#school/act.ts';
import { meanOf, type Sums, sumsOf } from './arithmetic/means.ts';
import { needed } from './arithmetic/needed.ts';
import { countedMarks } from './arithmetic/owed-works.ts';
import type { ThresholdSet } from './arithmetic/suggestion.ts';
import { countedBrought, type StudentBrought } from './brought-marks/brought-of-student.ts';
import type { Choice } from './finals/chosen-finals.ts';
import type { FinalsCourse } from './finals/finals-course.ts';
import { type Suggestion, suggestPeriod } from './finals/suggest.ts';
import { type OwnPeriod, ownPeriod } from './own-period.ts';
import type { PeriodMark } from './period-marks.ts';
import { chosenOf } from './student-averages.ts';

export interface StudentNeed extends Pick<OwnPeriod, 'student' | 'period'> {
  /** The kinds of work the counts are of: an ordinary answer and a control work, with their weights. */
  works: NeedWork[];
  subjects: SubjectNeed[];
}

export interface NeedWork {
  kind: 'ordinary' | 'control';
  name: string;
  weight: number;
}

export interface SubjectNeed extends Pick<Suggestion, 'mean' | 'marks' | 'few' | 'suggested'> {
  courseId: number;
  subjectId: number;
  subject: string;
  /** How many marks are lacking for attestation. */
  lacking: number;
  /** The teacher's final mark of the period: then nothing is needed any more. */
  choice: Choice;
  targets: TargetNeed[];
}

export type Target = 5 | 4 | 3;

export interface TargetNeed {
  target: Target;
  /** It comes out so already; such marks bring it there; no number of marks does. */
  state: 'already' | 'reachable' | 'unreachable';
  /** How many marks of one value and one kind of work, each way by itself; null where that mark never brings it there. */
  ways: { value: number; kind: NeedWork['kind']; weight: number; count: number | null }[];
}

const targets: readonly Target[] = [5, 4, 3];

/**
 * «Что нужно до 5»: for each subject of the current period, or of some, and each target the exact counts. For who may read
 * the marks; eight queries. Refuses: not-found.
 */
export async function studentNeed(
  act: Act,
  studentId: number,
  { subjectIds }: { subjectIds?: readonly number[] | undefined } = {},
): Promise<StudentNeed> {
  const { student, period, courses } = await ownPeriod(act, studentId, { subjectIds });
  if (!period || courses.length === 0) return { student, period, works: [], subjects: [] };
  const works = await worksOf(act);
  const chosen = await chosenOf(act, { studentId, period, courses: courses.map(({ course }) => course) });
  const subjects = courses.map(({ course, marks, brought }) => ({
    ...needOf(act, course, { marks, brought, works }),
    choice: chosen.get(course.subject) ?? null,
  }));
  return { student, period, works, subjects };
}

/** The first ordinary kind of work and the first control work, as the school orders them. */
function worksOf(act: Act): Promise<NeedWork[]> {
  return act.em.execute<NeedWork[]>(
    `select distinct on (control) case when control then 'control' else 'ordinary' end as kind, name, weight
     from work_kind order by control, position`,
  );
}

function needOf(
  act: Act,
  course: FinalsCourse,
  {
    marks,
    brought,
    works,
  }: { marks: readonly PeriodMark[]; brought: readonly StudentBrought[]; works: readonly NeedWork[] },
): Omit<SubjectNeed, 'choice'> {
  const { courseId, subjectId, subject, owedCountsAsTwo, fewest } = course;
  const own = [...marks.map(mark => ({ ...mark, elsewhere: false })), ...countedBrought(brought)];
  const sums = sumsOf(countedMarks(own, { today: act.today, owedCountsAsTwo }));
  const { marks: count, few, suggested } = suggestPeriod(course, own, act.today);
  return {
    ...{ courseId, subjectId, subject, few, suggested },
    mean: meanOf(sums),
    marks: count,
    lacking: Math.max(0, fewest - count),
    targets: targets.map(target => targetNeed(target, sums, { thresholds: course.thresholds, works })),
  };
}

function targetNeed(
  target: Target,
  sums: Sums,
  { thresholds, works }: { thresholds: ThresholdSet; works: readonly NeedWork[] },
): TargetNeed {
  const threshold = { 5: thresholds.five, 4: thresholds.four, 3: thresholds.three }[target];
  const values = [5, 4].filter(value => value >= target);
  const ways = values.flatMap(value =>
    works.map(({ kind, weight }) => ({ value, kind, weight, count: needed(sums, threshold, { value, weight }) })),
  );
  if (ways.some(({ count }) => count === 0)) return { target, state: 'already', ways: [] };
  return { target, state: ways.some(({ count }) => count !== null) ? 'reachable' : 'unreachable', ways };
}
