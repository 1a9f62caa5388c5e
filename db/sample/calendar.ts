import type { Day } from '../day.ts';
import { usualYear, type YearPlan } from '../founding/usual-year.ts';

/** The year containing the day; in June, July and August the one just finished. */
export function yearOf(today: Day): YearPlan {
  const day = Temporal.PlainDate.from(today);
  return usualYear(day.month >= 9 ? day.year : day.year - 1);
}

/** Every day of lessons of a grade, in order. */
export function schoolDaysOf(year: YearPlan, grade: number): Day[] {
  const off = year.daysOff.filter(span => span.grade === null || span.grade === grade);
  const days: Day[] = [];
  const last = Temporal.PlainDate.from(year.lastDay);
  for (
    let at = Temporal.PlainDate.from(year.firstDay);
    Temporal.PlainDate.compare(at, last) <= 0;
    at = at.add({ days: 1 })
  ) {
    const day = iso(at);
    if (at.dayOfWeek <= 5 && !off.some(span => span.firstDay <= day && day <= span.lastDay)) days.push(day);
  }
  return days;
}

/** 1 is Monday. */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The day so many days later, or earlier. */
export function dayAfter(day: Day, days: number): Day {
  return iso(Temporal.PlainDate.from(day).add({ days }));
}

/** Monday of the day's week. */
export function mondayOf(day: Day): Day {
  const at = Temporal.PlainDate.from(day);
  return iso(at.subtract({ days: at.dayOfWeek - 1 }));
}

/** A clock for a place: the moment of a local day and minute. Counts from noon, so that a change of clocks at night doesn't matter. */
export function clockOf(timeZone: string): (day: Day, minutes: number) => Date {
  const noons = new Map<Day, number>();
  return (day, minutes) => {
    let noon = noons.get(day);
    if (noon === undefined) {
      noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds;
      noons.set(day, noon);
    }
    return new Date(noon + (minutes - 720) * 60_000);
  };
}

/** Minutes since midnight of «08:30». */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function iso(day: Temporal.PlainDate): Day {
  return day.toString() as Day;
}
