import type { HouseAct } from './act.ts';
import { addDays, type Day, daysBetween } from './calendar.ts';

export interface Holidays {
  /** First and last day of lessons of the school year that goes on or was the last; null without any. */
  year: { firstDay: Day; lastDay: Day } | null;
  /** Holidays and public holidays of the year, in order. */
  daysOff: DaysOffView[];
  /** The one that goes on today, and the next to come. */
  now: DaysOffView | null;
  next: DaysOffView | null;
  /** The summer has begun: nothing is known of the next year yet. */
  summer: boolean;
}

export interface DaysOffView {
  name: string;
  firstDay: Day;
  lastDay: Day;
  /** Calendar days, weekends at its ends as the calendar names them. */
  days: number;
  /** For one grade only. */
  grade: number | null;
}

/**
 * The year's holidays (5.2a): those of all, and those that the named grades have for themselves; of all grades when none
 * is named. For everybody. Two queries.
 */
export async function holidays(act: HouseAct, grades?: readonly number[]): Promise<Holidays> {
  const [year] = await act.em.execute<{ id: number; firstDay: Day; lastDay: Day }[]>(
    `select id, first_day::text as "firstDay", last_day::text as "lastDay" from school_year
     order by first_day <= :today desc, case when first_day <= :today then first_day end desc, first_day limit 1`,
    { today: act.today },
  );
  if (!year) return { year: null, daysOff: [], now: null, next: null, summer: false };
  const rows = await act.em.execute<Omit<DaysOffView, 'days'>[]>(
    `select name, first_day::text as "firstDay", last_day::text as "lastDay", grade from days_off
     where year_id = :yearId and (grade is null or :grades::int[] is null or grade = any(:grades::int[]))
     order by first_day, last_day desc`,
    { yearId: year.id, grades: grades ? `{${grades.join(',')}}` : null },
  );
  const daysOff = rows.map(row => ({ ...row, days: daysBetween(row.firstDay, addDays(row.lastDay, 1)) }));
  const { firstDay, lastDay } = year;
  return {
    year: { firstDay, lastDay },
    daysOff,
    now: daysOff.find(one => one.firstDay <= act.today && act.today <= one.lastDay) ?? null,
    next: daysOff.find(one => one.firstDay > act.today) ?? null,
    summer: act.today > lastDay,
  };
}
