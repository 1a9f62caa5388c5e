import type { HouseAct } from '#school/act.ts';
import { addDays, type Day, weekOf } from '#school/calendar.ts';

/** From which day a new timetable usually begins: the Monday of the next week, or the first day of a year that begins later. One query. */
export async function nextFirstDay(act: HouseAct): Promise<Day> {
  const monday = addDays(weekOf(act.today).monday, 7);
  const [year] = await act.em.execute<{ firstDay: Day }[]>(
    `select first_day::text as "firstDay" from school_year where last_day >= :monday order by first_day limit 1`,
    { monday },
  );
  return year && year.firstDay > monday ? year.firstDay : monday;
}
