import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';
import { isSchoolDaySql } from './school-days.ts';

export interface CalendarDay {
  day: Day;
  isSchoolDay: boolean;
  /** What the day off is called; null for an ordinary Sunday, the summer, and every day of lessons. */
  dayOff: string | null;
}

/** Each day of a span, both ends included, with the holidays a grade may have for itself. One query. */
export function daysBetweenIncluded(
  act: HouseAct,
  { from, to, grade }: { from: Day; to: Day; grade: number | null },
): Promise<CalendarDay[]> {
  return act.em.execute<CalendarDay[]>(
    `select d.day::text as day, ${isSchoolDaySql('d.day', ':grade::int')} as "isSchoolDay",
       (select o.name from days_off o where d.day between o.first_day and o.last_day
          and (o.grade is null or o.grade = :grade::int) order by o.grade nulls last, o.id limit 1) as "dayOff"
     from (select generate_series(:from::date, :to::date, '1 day')::date as day) d order by d.day`,
    { from, to, grade },
  );
}
