import type { Day } from '#school/calendar.ts';
import { figuresOf, type StudentDay } from './figures.ts';

/** Who of a class was absent day by day: what templates/plots/class-calendar.ts draws. */
export interface ClassCalendar {
  students: number;
  /** Days with lessons, in order: how many students missed a lesson, and how many of them the whole day. */
  days: { day: Day; absent: number; full: number }[];
}

/** Of the days of a class, those included on which nobody missed anything: `daysHeld`, or found in `days` themselves. */
export function classCalendar(
  days: readonly StudentDay[],
  { students, daysHeld = heldIn(days) }: { students: number; daysHeld?: readonly Day[] },
): ClassCalendar {
  const ofDay = Map.groupBy(days, ({ day }) => day);
  return {
    students,
    days: daysHeld.map(day => {
      const missing = (ofDay.get(day) ?? []).filter(one => figuresOf([one]).missed > 0);
      return { day, absent: missing.length, full: figuresOf(missing).days };
    }),
  };
}

/** A lesson of theirs has begun. */
function heldIn(days: readonly StudentDay[]): Day[] {
  return [...new Set(days.filter(({ held }) => held > 0).map(({ day }) => day))].toSorted();
}

/** What one student missed day by day: what templates/plots/student-calendar.ts draws. */
export interface StudentCalendar {
  days: { day: Day; missed: number; full: boolean }[];
}

export function studentCalendar(days: readonly StudentDay[]): StudentCalendar {
  const held = days.filter(one => one.held > 0).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return {
    days: held.map(one => {
      const { missed, days: full } = figuresOf([one]);
      return { day: one.day, missed, full: full > 0 };
    }),
  };
}
