import { addDays, dayOf, momentOf, timeOf, weekdayOf } from '#school/calendar.ts';

/** So many working days the registrar has for an answer (2.6). */
export const workingDays = 2;

/** By when a question asked at that moment is to be answered: the same hour two working days later; Saturdays and Sundays are none. */
export function dueAfter(at: Date, timeZone: string): Date {
  let day = dayOf(at, timeZone);
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    if (weekdayOf(day) <= 5) left--;
  }
  return momentOf(day, timeOf(at, timeZone), timeZone);
}
