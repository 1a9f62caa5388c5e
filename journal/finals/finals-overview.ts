import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { deadlineOfPeriod } from './final-columns.ts';
import { type CourseProgress, finalsProgress, overdueFinals } from './finals-progress.ts';

export interface PeriodState {
  id: number;
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
  closed: boolean;
  deadline: Day | null;
}

/** A journal opened by the deputy. */
export interface OpenUnlock {
  id: number;
  courseId: number;
  periodId: number;
  subject: string;
  className: string;
  subgroup: number | null;
  teacher: string;
  reason: string;
  until: Day;
  by: string;
}

export interface FinalsOverview {
  /** Quarters and half-years of this year that have begun, by kind and number. */
  periods: PeriodState[];
  /** The one shown; null before the first. */
  period: PeriodState | null;
  classes: { classId: number; className: string; due: number; chosen: number; courses: CourseProgress[] }[];
  /** In any period. */
  overdue: CourseProgress[];
  unlocks: OpenUnlock[];
  mayClose: boolean;
  mayUnlock: boolean;
}

/**
 * How far the school (for teachers: their courses and classes) is with final marks. A period is asked for by id; else it
 * is the quarter that began last. Refuses: not-found.
 */
export async function finalsOverview(act: Act, periodId?: number): Promise<FinalsOverview> {
  see(act, 'readFinals');
  const periods = await begunPeriods(act);
  const period = periodId === undefined ? latest(periods) : periods.find(({ id }) => id === periodId);
  if (periodId !== undefined && !period) throw new Refusal('not-found', 'not-found');
  const courses = period ? await finalsProgress(act, period.id) : [];
  return {
    periods,
    period: period ?? null,
    classes: byClass(courses),
    overdue: await overdueFinals(act),
    unlocks: may(act.by, 'readEveryJournal') ? await openUnlocks(act) : [],
    mayClose: may(act.by, 'closePeriod'),
    mayUnlock: may(act.by, 'unlockJournal'),
  };
}

function latest(periods: readonly PeriodState[]): PeriodState | undefined {
  return periods.findLast(({ kind }) => kind === 'quarter') ?? periods.at(-1);
}

function byClass(courses: readonly CourseProgress[]): FinalsOverview['classes'] {
  const sum = (own: readonly CourseProgress[], of: 'due' | 'chosen') => own.reduce((total, one) => total + one[of], 0);
  return [...Map.groupBy(courses, ({ classId }) => classId)].map(([classId, own]) => ({
    classId,
    className: own[0]!.className,
    due: sum(own, 'due'),
    chosen: sum(own, 'chosen'),
    courses: own,
  }));
}

async function begunPeriods(act: Act): Promise<PeriodState[]> {
  return act.em.execute<PeriodState[]>(
    `select p.id, p.kind, p.number, p.first_day::text as "firstDay", p.last_day::text as "lastDay",
       p.closed_at is not null as closed, ${deadlineOfPeriod}::text as deadline
     from period p
     where p.first_day <= :today and p.year_id = (select y.id from school_year y where y.first_day <= :today
       order by y.first_day desc limit 1)
     order by p.kind desc, p.number`,
    { today: act.today },
  );
}

async function openUnlocks(act: Act): Promise<OpenUnlock[]> {
  return act.em.execute<OpenUnlock[]>(
    `select u.id, c.id as "courseId", p.id as "periodId", j.name as subject, k.grade || k.letter as "className",
       g.number as subgroup, ${shortNameOf('t')} as teacher, u.reason, u.until::text as until, ${shortNameOf('b')} as by
     from unlock u
     join course c on c.id = u.course_id
     join school_class k on k.id = c.school_class_id
     join subject j on j.id = c.subject_id
     join person t on t.id = c.teacher_id
     join person b on b.id = u.by_id
     join period p on p.id = u.period_id
     left join subgroup g on g.id = c.subgroup_id
     where u.ended_at is null and u.until >= :today
     order by u.until, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", u.id`,
    { today: act.today },
  );
}
