import type { Act } from '../act.ts';
import { addDays, type Day } from '../calendar.ts';
import { Refusal } from '../refusal.ts';

/** The year a spreadsheet speaks of. */
export interface YearToFill {
  id: number;
  firstDay: Day;
  lastDay: Day;
}

/** The school year of today, or in the summer the coming one. Refusal: conflict, when the calendar has none. */
export async function yearToFill(act: Act): Promise<YearToFill> {
  // In the first days of June classes are still those of the year that has ended.
  const [year] = await act.em.execute<YearToFill[]>(
    `select id, first_day::text as "firstDay", last_day::text as "lastDay" from school_year
     where last_day >= :since order by first_day limit 1`,
    { since: addDays(act.today, -14) },
  );
  return year ?? refuseWithoutYear();
}

function refuseWithoutYear(): never {
  throw new Refusal('conflict', 'bring-in/no-year');
}
