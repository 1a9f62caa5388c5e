import type { Day } from '../day.ts';
import usualSchool from './usual-school.json' with { type: 'json' };

/** A school year with everything that stops lessons. */
export interface YearPlan {
  firstDay: Day;
  lastDay: Day;
  quarters: { firstDay: Day; lastDay: Day }[];
  halfYears: { firstDay: Day; lastDay: Day }[];
  daysOff: { firstDay: Day; lastDay: Day; name: string; grade: number | null }[];
}

/** The year that begins in September of that year as schools usually keep it: what the ministry advises, public holidays moved from the weekend. */
export function usualYear(start: number): YearPlan {
  const end = start + 1;
  const firstDay = workday(date(start, 9, 1), 1);
  const lastDay = workday(date(end, 5, 26), -1);
  const autumn = mondayBy(date(start, 10, 28));
  const spring = mondayBy(date(end, 3, 30));
  const winter = date(start, 12, 31);
  const afterWinter = mondayBy(date(end, 1, 15));
  const february = mondayBy(date(end, 2, 16));
  const fridayBefore = (monday: Temporal.PlainDate) => monday.subtract({ days: 3 });
  const span = (from: Temporal.PlainDate, to: Temporal.PlainDate) => ({ firstDay: iso(from), lastDay: iso(to) });
  const week = (monday: Temporal.PlainDate) => span(monday.subtract({ days: 2 }), monday.add({ days: 6 }));
  const beforeWinter = workday(winter.subtract({ days: 1 }), -1);
  return {
    firstDay: iso(firstDay),
    lastDay: iso(lastDay),
    quarters: [
      span(firstDay, fridayBefore(autumn)),
      span(autumn.add({ days: 7 }), beforeWinter),
      span(afterWinter, fridayBefore(spring)),
      span(spring.add({ days: 7 }), lastDay),
    ],
    halfYears: [span(firstDay, beforeWinter), span(afterWinter, lastDay)],
    daysOff: [
      { ...week(autumn), name: usualSchool.daysOff.autumn, grade: null },
      { ...publicHoliday(date(start, 11, 4)), name: usualSchool.daysOff.unity, grade: null },
      { ...span(winter, afterWinter.subtract({ days: 1 })), name: usualSchool.daysOff.winter, grade: null },
      { ...week(february), name: usualSchool.daysOff.february, grade: 1 },
      { ...publicHoliday(date(end, 2, 23)), name: usualSchool.daysOff.defender, grade: null },
      { ...publicHoliday(date(end, 3, 8)), name: usualSchool.daysOff.women, grade: null },
      { ...week(spring), name: usualSchool.daysOff.spring, grade: null },
      { ...publicHoliday(date(end, 5, 1)), name: usualSchool.daysOff.labour, grade: null },
      { ...publicHoliday(date(end, 5, 9)), name: usualSchool.daysOff.victory, grade: null },
    ],
  };
}

// A holiday on a weekend moves to Monday.
function publicHoliday(holiday: Temporal.PlainDate): { firstDay: Day; lastDay: Day } {
  const moved = holiday.dayOfWeek > 5 ? holiday.add({ days: 8 - holiday.dayOfWeek }) : holiday;
  return { firstDay: iso(holiday), lastDay: iso(moved) };
}

function mondayBy(latest: Temporal.PlainDate): Temporal.PlainDate {
  return latest.subtract({ days: latest.dayOfWeek - 1 });
}

function workday(day: Temporal.PlainDate, step: 1 | -1): Temporal.PlainDate {
  let at = day;
  while (at.dayOfWeek > 5) at = at.add({ days: step });
  return at;
}

function date(year: number, month: number, day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month, day });
}

function iso(day: Temporal.PlainDate): Day {
  return day.toString() as Day;
}
