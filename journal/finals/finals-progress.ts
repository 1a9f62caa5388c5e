import { prepared } from '#db/prepared.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { Act, HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { may } from '#school/permissions.ts';
import { studentsOn } from '../lesson-sql.ts';
import { deadlineOfPeriod, isLastOfYear } from './final-columns.ts';

/** How far a course is with the final marks of a period; with its last period the year's marks are due as well. */
export interface CourseProgress {
  courseId: number;
  subject: string;
  subgroup: number | null;
  classId: number;
  className: string;
  classTeacherId: number | null;
  teacherId: number;
  teacher: string;
  stage: 'period' | 'year';
  periodId: number;
  periodKind: PeriodKind;
  number: number;
  deadline: Day | null;
  /** The deadline is over and marks are missing. */
  overdue: boolean;
  /** Students due for a mark, and those who have one. */
  due: number;
  chosen: number;
}

/** The progress of every journal the actor may read, in one period; subjects without marks owe none. */
export async function finalsProgress(act: Act, periodId: number): Promise<CourseProgress[]> {
  return load(act, { where: 'p.id = :periodId', params: { periodId, ...readerParams(act) }, isVisible: visible(act) });
}

/**
 * Final marks that are late: the day of the director's order is over and some are missing. A teacher is shown their own,
 * a class teacher those of the class, deputy and director all (3.2e, 4.2c, 5.2b); the longest overdue first.
 */
export async function overdueFinals(act: Act): Promise<CourseProgress[]> {
  const late = await load(act, { where: isLate, params: readerParams(act), isVisible: visible(act) });
  return late.filter(({ overdue }) => overdue);
}

/** The actor's own, whatever else they control. */
export async function ownOverdueFinals(act: Act): Promise<CourseProgress[]> {
  const late = await load(act, { where: isLate, params: { me: act.by.id }, isVisible: 'c.teacher_id = :me' });
  return late.filter(({ overdue }) => overdue);
}

/** The same of the whole school, for the clock. */
export async function overdueFinalsOfSchool(act: HouseAct): Promise<CourseProgress[]> {
  const late = await load(act, { where: isLate, params: {}, isVisible: 'true' });
  return late.filter(({ overdue }) => overdue);
}

/** Every journal of the school in the begun periods of this year, for the rollover. */
export function finalsOfThisYear(act: HouseAct): Promise<CourseProgress[]> {
  return load(act, { where: `${isThisYear} and p.first_day <= :today`, params: {}, isVisible: 'true' });
}

const isThisYear = `not exists (select 1 from school_year y join school_year later on later.first_day > y.first_day
  where y.id = p.year_id and later.first_day <= :today)`;

const isLate = `${deadlineOfPeriod} < :today::date and ${isThisYear}`;

interface Asked {
  /** Of the periods p. */
  where: string;
  params: Record<string, unknown>;
  /** SQL of the courses c, classes k. */
  isVisible: string;
}

async function load(act: HouseAct, { where, params, isVisible }: Asked): Promise<CourseProgress[]> {
  return prepared<CourseProgress>(act.em, progressQuery(where, isVisible), { ...params, today: act.today });
}

function readerParams(act: Act): Record<string, unknown> {
  return { me: act.by.id, led: `{${act.by.ownClassIds.join(',')}}` };
}

/** The charter's `readJournal`, as SQL: a test holds the two together. */
function visible(act: Act): string {
  if (may(act.by, 'readEveryJournal')) return 'true';
  const own = act.by.roles.has('teacher') ? 'c.teacher_id = :me' : 'false';
  return `(${own} or c.school_class_id = any(:led))`;
}

// A mark counts in whichever journal of the subject it stands: the student may have moved.
function progressQuery(where: string, isVisible: string): string {
  return `
  with asked as materialized (
    select p.*, ${deadlineOfPeriod} as deadline, ${isLastOfYear} as last from period p
    where p.first_day <= :today and ${where}),
  chosen as materialized (
    select distinct f.student_id, c.subject_id, k.year_id, f.stage, coalesce(f.period_id, 0) as period_id
    from period_mark f
    join course c on c.id = f.course_id
    join school_class k on k.id = c.school_class_id
    where f.replaced_at is null and (f.value is not null or f.word is not null)
      and (f.period_id in (select id from asked)
        or (f.stage = 'year' and k.year_id in (select year_id from asked where last)))),
  progress as (
    select c.id as course_id, p.id as period_id, st.stage, count(*)::int as due, count(f.student_id)::int as chosen
    from asked p
    join school_class k on k.year_id = p.year_id and k.period_kind = p.kind and k.grade > 1
    join course c on c.school_class_id = k.id and c.graded and ${isVisible}
    cross join lateral (select 'period' as stage union all select 'year' where p.last) st
    cross join lateral ${studentsOn('least(p.last_day, :today::date)')} here
    left join chosen f on f.student_id = here.student_id and f.subject_id = c.subject_id and f.year_id = p.year_id
      and f.stage = st.stage and f.period_id = case st.stage when 'period' then p.id else 0 end
    group by c.id, p.id, st.stage)
  select c.id as "courseId", j.name as subject, g.number as subgroup, k.id as "classId",
    k.grade || k.letter as "className", k.class_teacher_id as "classTeacherId", c.teacher_id as "teacherId", ${shortNameOf('t')} as teacher, n.stage,
    p.id as "periodId", p.kind as "periodKind", p.number, p.deadline::text as deadline,
    coalesce(p.deadline < :today::date, false) and n.chosen < n.due as overdue, n.due, n.chosen
  from progress n
  join asked p on p.id = n.period_id
  join course c on c.id = n.course_id
  join school_class k on k.id = c.school_class_id
  join subject j on j.id = c.subject_id
  join person t on t.id = c.teacher_id
  left join subgroup g on g.id = c.subgroup_id
  order by p.first_day, k.grade, k.letter collate "ru-x-icu", j.name collate "ru-x-icu", g.number, c.id, n.stage`;
}
