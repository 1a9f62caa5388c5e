import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';

/**
 * SQL that is true when `day` is a day of lessons: inside a school year, within the school's week (or a working day moved out of it), in no holidays.
 * `grade` (an expression, or `null::int`) also counts the holidays that one grade has for itself.
 */
export function isSchoolDaySql(day: string, grade = 'null::int'): string {
  return `(exists (select 1 from school_year y where ${day} between y.first_day and y.last_day)
    and (extract(isodow from ${day}) <= (select s.days_per_week from school s)
      or exists (select 1 from moved_day w where w.day = ${day}))
    and not exists (select 1 from days_off o
      where ${day} between o.first_day and o.last_day and (o.grade is null or o.grade = ${grade})))`;
}

/** SQL: by which weekday's timetable a day (an expression) goes: its own, unless it was moved. */
export function timetableWeekdayOf(day: string): string {
  return `coalesce((select w.weekday::int from moved_day w where w.day = ${day}), extract(isodow from ${day})::int)`;
}

/** Whether there are lessons on the day; for one grade, when its own holidays matter. */
export async function isSchoolDay(act: HouseAct, day: Day, grade?: number): Promise<boolean> {
  const [row] = await act.em.execute<{ open: boolean }[]>(
    `select ${isSchoolDaySql(':day::date', ':grade::int')} as open`,
    { day, grade: grade ?? null },
  );
  return row!.open;
}

/** The days of lessons around a day, itself excluded; absent when the calendar holds none. For one grade, when its own holidays matter. */
export async function schoolDaysAround(
  act: HouseAct,
  day: Day,
  grade?: number,
): Promise<{ previous?: Day; next?: Day }> {
  const [row] = await act.em.execute<{ previous: Day | null; next: Day | null }[]>(
    `select ${nearest('d - n', longestBreak)} as previous, ${nearest('d + n', longestBreak)} as next
     from (select :day::date as d) asked`,
    { day, grade: grade ?? null },
  );
  const { previous, next } = row!;
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

/** The first day of lessons after the day. */
export async function nextSchoolDay(act: HouseAct, day: Day, grade?: number): Promise<Day | undefined> {
  return (await schoolDaysAround(act, day, grade)).next;
}

/** The last day of lessons before the day. */
export async function previousSchoolDay(act: HouseAct, day: Day): Promise<Day | undefined> {
  return (await schoolDaysAround(act, day)).previous;
}

/** For each of the days itself or the first day of lessons after it; without those the calendar holds none for. */
export async function schoolDaysFrom(act: HouseAct, days: readonly Day[]): Promise<Map<Day, Day>> {
  const rows = await act.em.execute<{ day: Day; first: Day | null }[]>(
    `select d::text as day, case when ${isSchoolDaySql('d')} then d::text else ${nearest('d + n', longestBreak)} end as first
     from (select distinct unnest(:days::date[]) as d) asked`,
    { days: `{${days.join(',')}}`, grade: null },
  );
  return new Map(rows.flatMap(({ day, first }) => (first ? [[day, first]] : [])));
}

// The summer is 97 days; nothing at a school lasts longer.
const longestBreak = 150;

function nearest(day: string, within: number): string {
  return `(select (${day})::text from generate_series(1, ${within}) n where ${isSchoolDaySql(`(${day})`, ':grade::int')} order by n limit 1)`;
}

/** A quarter or half-year with its bounds, both days included. */
export interface PeriodView {
  id: number;
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
  /** Its cells are locked by order. */
  closed: boolean;
}

/**
 * The period of the kind to which the day's work belongs: the one it lies in, in holidays the one just over.
 * Absent before the first.
 */
export async function periodOf(act: HouseAct, day: Day, kind: PeriodKind): Promise<PeriodView | undefined> {
  const [row] = await act.em.execute<PeriodView[]>(
    `select p.id, p.kind, p.number, p.first_day::text as "firstDay", p.last_day::text as "lastDay",
       p.closed_at is not null as closed
     from period p where p.kind = :kind and p.first_day <= :day order by p.first_day desc limit 1`,
    { day, kind },
  );
  return row;
}
