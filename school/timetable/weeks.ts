import type { WeekName } from '#db/school/week-turn.ts';
import type { HouseAct } from '../act.ts';
import { type Day, daysBetween } from '../calendar.ts';

/** How the weeks of a timetable of two are counted. */
export interface Weeks {
  /** The timetable has a week A and a week B. */
  alternating: boolean;
  /** Mondays from which the weeks are counted, in order; each school year begins with its A. */
  turns: { monday: Day; week: WeekName; set: boolean }[];
}

/** How the weeks are counted; for everybody. Two queries. */
export async function weeks(act: HouseAct): Promise<Weeks> {
  const [school] = await act.em.execute<{ alternating: boolean }[]>(
    'select alternating_weeks as alternating from school',
  );
  const turns = await act.em.execute<Weeks['turns']>(
    `select distinct on (monday) monday::text as monday, week, set from (${allTurns}) t order by monday, set desc`,
  );
  return { alternating: school!.alternating, turns };
}

/** The week of a day; nothing before the first year, and where the weeks are all alike. */
export function weekNameOn({ alternating, turns }: Weeks, day: Day): WeekName | null {
  const turn = turns.findLast(({ monday }) => monday <= day);
  if (!alternating || !turn) return null;
  const isOther = Math.floor(daysBetween(turn.monday, day) / 7) % 2 === 1;
  return isOther ? otherWeek(turn.week) : turn.week;
}

function otherWeek(week: WeekName): WeekName {
  return week === 'A' ? 'B' : 'A';
}

const allTurns = `
  select monday, week, true as set from week_turn
  union all
  select first_day - (extract(isodow from first_day)::int - 1), 'A', false from school_year`;

/** SQL: the week («A» or «B») of a day (an expression); null before the first year. Counted as in `weekNameOn`. */
export function weekNameSql(day: string): string {
  return `(select case when ((${day} - turn.monday) / 7) % 2 = 0 then turn.week when turn.week = 'A' then 'B' else 'A' end
    from (${allTurns}) turn where turn.monday <= ${day} order by turn.monday desc, turn.set desc limit 1)`;
}
