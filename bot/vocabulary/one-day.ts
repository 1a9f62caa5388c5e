import { addDays, type Day, parseDay, weekdayOf, weekOf } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';

/** The message, the day it is read on, and whether a date without a year is the nearest such or the last. */
export interface Days {
  found: readonly Place[];
  today: Day;
  nearest: boolean;
}

const shifts: Record<string, number> = { today: 0, yesterday: -1, 'before-yesterday': -2, tomorrow: 1 };

/** The one day named at this place; `month` is lent by a range that names it at its end. */
export function dayAt(
  { found, today, nearest }: Days,
  at: number,
  month?: number,
): { day: Day; places: number[] } | undefined {
  const given = (day: Day | undefined, ...places: number[]) => day && { day, places };
  const shift = Object.keys(shifts).find(word => says(found, at, word));
  if (shift) return given(addDays(today, shifts[shift]!), at);
  const date = senseAt(found, at, 'date');
  if (date) return given(date.year ? exact(date.day, date.month, date.year) : near(date.day, date.month), at);
  const weekday = senseAt(found, at, 'weekday')?.number;
  if (weekday) return given(onWeekday(weekday), ...(says(found, at - 1, 'last') ? [at - 1, at] : [at]));
  const number = (senseAt(found, at, 'number') ?? senseAt(found, at, 'ordinal'))?.number;
  if (!number) return undefined;
  const next = senseAt(found, at + 1, 'month')?.number;
  if (next) return given(near(number, next), at, at + 1);
  if (says(found, at + 1, 'day-number')) return given(near(number, Number(today.slice(5, 7))), at, at + 1);
  return month ? given(near(number, month), at) : undefined;

  function near(dayOfMonth: number, ofMonth: number): Day | undefined {
    return nearest ? nearestTo(today, dayOfMonth, ofMonth) : latest(dayOfMonth, ofMonth, today);
  }
  function onWeekday(wanted: number): Day {
    const back = (weekdayOf(today) - wanted + 7) % 7;
    if (says(found, at - 1, 'last')) return addDays(weekOf(addDays(today, -7)).monday, wanted - 1);
    return nearest && back > 0 ? addDays(today, 7 - back) : addDays(today, -back);
  }
}

/** The last such date, today at the latest. */
export function latest(day: number, month: number, today: Day): Day | undefined {
  const year = Number(today.slice(0, 4));
  const thisYear = exact(day, month, year);
  return !thisYear || thisYear <= today ? thisYear : exact(day, month, year - 1);
}

function nearestTo(today: Day, day: number, month: number): Day | undefined {
  const year = Number(today.slice(0, 4));
  const around = [year - 1, year, year + 1].map(one => exact(day, month, one)).filter(one => one !== undefined);
  const distance = (one: Day) => Math.abs(Date.parse(one) - Date.parse(today));
  return around.sort((one, other) => distance(one) - distance(other))[0];
}

function exact(day: number, month: number, year: number): Day | undefined {
  return parseDay([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'));
}
