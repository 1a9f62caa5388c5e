import type { Day } from '../day.ts';

/** The school year the sample lives in, with everything that stops lessons. */
export interface YearPlan {
  firstDay: Day;
  lastDay: Day;
  quarters: { firstDay: Day; lastDay: Day }[];
  halfYears: { firstDay: Day; lastDay: Day }[];
  daysOff: { firstDay: Day; lastDay: Day; name: string; grade: number | null }[];
}

/** The year containing the day; in June, July and August the one just finished. */
export function yearOf(today: Day): YearPlan {
  const day = Temporal.PlainDate.from(today);
  const start = day.month >= 9 ? day.year : day.year - 1;
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
      { ...week(autumn), name: 'Осенние каникулы', grade: null },
      { ...publicHoliday(date(start, 11, 4)), name: 'День народного единства', grade: null },
      { ...span(winter, afterWinter.subtract({ days: 1 })), name: 'Зимние каникулы', grade: null },
      { ...week(february), name: 'Дополнительные каникулы', grade: 1 },
      { ...publicHoliday(date(end, 2, 23)), name: 'День защитника Отечества', grade: null },
      { ...publicHoliday(date(end, 3, 8)), name: 'Международный женский день', grade: null },
      { ...week(spring), name: 'Весенние каникулы', grade: null },
      { ...publicHoliday(date(end, 5, 1)), name: 'Праздник Весны и Труда', grade: null },
      { ...publicHoliday(date(end, 5, 9)), name: 'День Победы', grade: null },
    ],
  };
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
  return iso(mondayBy(Temporal.PlainDate.from(day)));
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
