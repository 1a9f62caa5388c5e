import type { Day } from '#db/day.ts';

export type { Day } from '#db/day.ts';

/** The calendar day of a moment in the school's time zone. */
export function dayOf(moment: Date, timeZone: string): Day {
  return zoned(moment, timeZone).toPlainDate().toString() as Day;
}

/** The local time of a moment, «14:05». */
export function timeOf(moment: Date, timeZone: string): string {
  return zoned(moment, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The moment at which the local clock shows `time` («15:30») on the day. */
export function momentOf(day: Day, time: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time });
  return new Date(local.epochMilliseconds);
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString() as Day;
}

/** The same day so many years later; of the 29th of February the 28th where that year has none. */
export function addYears(day: Day, years: number): Day {
  return Temporal.PlainDate.from(day).add({ years }).toString() as Day;
}

/** 1 for Monday … 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Monday and Sunday of the day's week. */
export function weekOf(day: Day): { monday: Day; sunday: Day } {
  const monday = addDays(day, 1 - weekdayOf(day));
  return { monday, sunday: addDays(monday, 6) };
}

/** First and last day of the day's month. */
export function monthOf(day: Day): { firstDay: Day; lastDay: Day } {
  const date = Temporal.PlainDate.from(day);
  const [firstDay, lastDay] = [date.with({ day: 1 }), date.with({ day: date.daysInMonth })];
  return { firstDay: firstDay.toString() as Day, lastDay: lastDay.toString() as Day };
}

/** How many days from the first to the second; negative when the second is earlier. */
export function daysBetween(first: Day, second: Day): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(second), { largestUnit: 'day' }).days;
}

/**
 * The text as a day, or nothing when the calendar has no such day («2026-02-30») or it is no ISO date. Days of other
 * centuries than the school's own count as none: the database knows no year 0, and a week after the year 9999 has no name.
 */
export function parseDay(text: string): Day | undefined {
  if (!/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text).toString() as Day;
  } catch {
    return undefined;
  }
}

function zoned(moment: Date, timeZone: string) {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}
