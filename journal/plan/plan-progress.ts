import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { joinBell } from '#school/bells.ts';
import type { Day } from '#school/calendar.ts';
import { isSchoolDaySql, timetableWeekdayOf } from '#school/school-days.ts';
import { isBegun, isHeld, timeParams } from '../lesson-sql.ts';
import { seenCourse } from './plan-course.ts';
import { daysOfHours } from './plan-days.ts';

/** Hours of a time: by the plan in all, by the plan up to yesterday, really given, and how far behind the plan. */
export interface PlanHours {
  planned: number;
  due: number;
  given: number;
  /** Never below zero: who is ahead is not behind. */
  behind: number;
}

export interface PeriodHours extends PlanHours {
  periodId: number;
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
}

export interface PlanProgress extends PlanHours {
  courseId: number;
  hasPlan: boolean;
  periods: PeriodHours[];
}

/** «По плану, дано, отставание» of a course, by period and for the year. For those who read its journal. Refuses: not-found. */
export async function planProgress(act: Act, courseId: number): Promise<PlanProgress> {
  await seenCourse(act, courseId);
  return (await progressOfCourses(act, [courseId])).get(courseId)!;
}

/**
 * The same of many courses, whoever asks; as many queries as for one. An hour belongs to the day its topic is planned on;
 * without dates to the next place of the timetable. A lesson is given when it has begun, was not called off and its topic is written.
 */
export async function progressOfCourses(act: Act, courseIds: readonly number[]): Promise<Map<number, PlanProgress>> {
  const params = { courses: `{${courseIds.join(',')}}`, ...timeParams(act) };
  const rows = await act.em.execute<CourseRow[]>(progressQuery, params);
  return new Map(rows.map(row => [row.courseId, progressOf(row, act.today)]));
}

interface CourseRow {
  courseId: number;
  topics: { hours: number; plannedOn: Day | null }[];
  slots: Day[];
  given: Day[];
  periods: Pick<PeriodHours, 'periodId' | 'kind' | 'number' | 'firstDay' | 'lastDay'>[];
}

function progressOf({ courseId, topics, slots, given, periods }: CourseRow, today: Day): PlanProgress {
  const planned = daysOfHours(topics, slots);
  const byPeriod = periods.map(period => {
    const isIn = (day: Day | null) => day !== null && day >= period.firstDay && day <= period.lastDay;
    return { ...period, ...hoursOf(planned.filter(isIn), { given: given.filter(isIn).length, today }) };
  });
  const sum = (field: 'due' | 'given') => byPeriod.reduce((total, period) => total + period[field], 0);
  const [due, held] = [sum('due'), sum('given')];
  return {
    courseId,
    hasPlan: topics.length > 0,
    // Hours that found no place in the timetable are the plan's all the same.
    planned: planned.length,
    due,
    given: held,
    behind: Math.max(0, due - held),
    periods: byPeriod,
  };
}

function hoursOf(days: readonly (Day | null)[], { given, today }: { given: number; today: Day }): PlanHours {
  const due = days.filter(day => day !== null && day < today).length;
  return { planned: days.length, due, given, behind: due === 0 ? 0 : Math.max(0, due - given) };
}

const timetablePlaces = `
  select d.day, e.slot from (select generate_series(y.first_day, y.last_day, interval '1 day')::date as day) d
  join timetable_entry e on e.course_id = c.id and e.weekday = ${timetableWeekdayOf('d.day')}
    and e.since <= d.day and (e.until is null or e.until > d.day)
  where ${isSchoolDaySql('d.day', 'k.grade')}`;

const progressQuery = `
  select c.id as "courseId",
    (select coalesce(json_agg(json_build_object('hours', t.hours, 'plannedOn', t.planned_on) order by t.number), '[]')
      from lesson_plan n join planned_topic t on t.plan_id = n.id where n.course_id = c.id) as topics,
    (select coalesce(json_agg(place.day order by place.day, place.slot), '[]')
      from (${timetablePlaces} union select l.day, l.slot from lesson l where l.course_id = c.id) place) as slots,
    (select coalesce(json_agg(l.day order by l.day), '[]') from lesson l ${joinBell('l.day', 'k.shift', 'l.slot')}
      left join substitution u on u.lesson_id = l.id
      where l.course_id = c.id and l.topic is not null and ${isBegun} and ${isHeld}) as given,
    (select coalesce(json_agg(json_build_object('periodId', p.id, 'kind', p.kind, 'number', p.number,
        'firstDay', p.first_day, 'lastDay', p.last_day) order by p.first_day), '[]')
      from period p where p.year_id = k.year_id and p.kind = k.period_kind) as periods
  from course c
  join school_class k on k.id = c.school_class_id
  join school_year y on y.id = k.year_id
  where c.id = any(:courses)`;
