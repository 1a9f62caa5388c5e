import type { SchoolClass } from '#db/school/school-class.ts';
import type { Act } from '../act.ts';
import { addDays, type Day, parseDay } from '../calendar.ts';
import { laterYearHasBegun } from '../current-year.ts';
import { invalid, Refusal } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

/** What every event says, as it was typed. */
export interface MovementEntry {
  /** ISO date: the first day in the class, or the first day no longer in it. */
  day: string;
  orderNumber: string;
  orderDate: string;
  /** The school or the town, from where or to where. */
  place?: string | undefined;
}

export interface MovementTerms {
  day: Day;
  orderNumber: string;
  orderDate: Day;
  place: string | null;
}

/** So far ahead movement is entered: first-graders are taken from spring on. */
const mostAhead = 183;
const longestPlace = 200;

/** The day, the order and the place of an event. Refusals: invalid at day, orderNumber, orderDate, place. */
export function readTerms(act: Act, entry: MovementEntry): MovementTerms {
  const day = parseDay(entry.day.trim());
  if (!day) invalid('movement/day', 'day');
  if (day > addDays(act.today, mostAhead)) invalid('movement/day-far', 'day');
  const orderNumber = tidyLine(entry.orderNumber);
  if (orderNumber === '' || orderNumber.length > 20) invalid('movement/order-number', 'orderNumber');
  const orderDate = parseDay(entry.orderDate.trim());
  if (!orderDate || orderDate > act.today || orderDate < addDays(day, -366))
    invalid('movement/order-date', 'orderDate');
  const place = tidyLine(entry.place ?? '');
  if (place.length > longestPlace) invalid('movement/place-long', 'place', { most: longestPlace });
  return { day, orderNumber, orderDate, place: place || null };
}

interface DayOfEvent {
  place: SchoolClass;
  /** When something last began or ended for the student. */
  latest: Day | undefined;
  leaves?: boolean;
  /** From no class into one. */
  arrives?: boolean;
}

/**
 * Whether an event of the class may have that day: within its year (one leaves in the summer after it too), after all that
 * is entered of the student. Refusals: conflict when the year is over, invalid at day.
 */
export async function checkDay(
  act: Act,
  day: Day,
  { place, latest, leaves = false, arrives = false }: DayOfEvent,
): Promise<void> {
  const [year] = await act.em.execute<{ firstDay: Day; lastDay: Day; isOver: boolean; end: Day }[]>(
    `select y.first_day::text as "firstDay", y.last_day::text as "lastDay", ${laterYearHasBegun(':today')} as "isOver",
       coalesce((select min(n.first_day) - 1 from school_year n where n.first_day > y.first_day), y.last_day + 96)::text as end
     from school_year y where y.id = :id`,
    { id: place.year.id, today: act.today },
  );
  const { firstDay, lastDay, isOver, end } = year!;
  if (isOver) throw new Refusal('conflict', 'movement/year-over', { field: 'day', facts: { className: place.name } });
  const last = leaves ? end : lastDay;
  if (day < firstDay || day > last) invalid('movement/day-outside', 'day', { firstDay, lastDay: last });
  // Who is in no class since a day may begin in one on it.
  if (latest && (arrives ? day < latest : day <= latest)) invalid('movement/day-early', 'day', { latest });
}
