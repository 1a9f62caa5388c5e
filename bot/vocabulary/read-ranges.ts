import { addDays, weekOf } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';
import { type DaysRead, lengthAt, oneDay, range } from './days-read.ts';
import { type Days, dayAt } from './one-day.ts';

/** «с 10 по 20 ноября», «10-20 ноября», «с понедельника по среду», «вчера и сегодня». */
export function readRange(days: Days): DaysRead | undefined {
  for (const at of days.found.keys()) {
    const reading = at > 0 && isBetween(days.found, at) ? rangeAround(days, at) : undefined;
    if (reading) return reading;
  }
  return undefined;
}

function rangeAround(days: Days, to: number): DaysRead | undefined {
  const { found } = days;
  const named = dayAt(days, to + 1);
  if (!named) return undefined;
  // A day is said in two words at most.
  const before = [to - 1, to - 2].map(at => dayAt(days, at, monthAfter(found, to)));
  const first = before.find(day => day?.places.includes(to - 1));
  // On a Tuesday «с понедельника по среду» ahead ends in the week after.
  const isWeekBefore = days.towards === 'ahead' && senseAt(found, to + 1, 'weekday') && first && first.day > named.day;
  const last = isWeekBefore ? { ...named, day: addDays(named.day, 7) } : named;
  // «вчера и позавчера» goes back, «с 20 по 10» is no range.
  if (!first || (first.day > last.day && !says(found, to, 'and'))) return undefined;
  const from = says(found, first.places[0]! - 1, 'from') ? [first.places[0]! - 1] : [];
  return {
    when: first.day < last.day ? range(first.day, last.day) : range(last.day, first.day),
    places: [...from, ...first.places, to, ...last.places],
  };
}

/** «по», «и», a dash. */
function isBetween(found: readonly Place[], at: number): boolean {
  return says(found, at, 'to') || says(found, at, 'and') || senseAt(found, at, 'until') !== undefined;
}

/** «до пятницы», «до конца недели»: from today. */
export function readUntil(days: Days): DaysRead | undefined {
  const { found, today, towards } = days;
  if (towards !== 'ahead') return undefined;
  for (const at of found.keys()) {
    if (says(found, at, 'end-of') && says(found, at + 1, 'week')) {
      return { when: range(today, weekOf(today).sunday), places: [at, at + 1] };
    }
    const last = says(found, at, 'up-to') ? dayAt(days, at + 1) : undefined;
    if (last && last.day > today) return { when: range(today, last.day), places: [at, ...last.places] };
  }
  return undefined;
}

/** «с понедельника», «с 1 сентября»: until today. */
export function readSince(days: Days): DaysRead | undefined {
  const { found, today, towards } = days;
  if (towards === 'ahead') return undefined;
  for (const at of found.keys()) {
    const first = says(found, at, 'from') ? (dayAt(days, at + 1) ?? dayAt(days, at + 2)) : undefined;
    if (first && first.places[0] === at + 1 && first.day <= today) {
      return { when: range(first.day, today), places: [at, ...first.places] };
    }
  }
  return undefined;
}

/** «на три дня», «три дня с понедельника». */
export function readFor(days: Days): DaysRead | undefined {
  const { found, today, towards } = days;
  if (towards !== 'ahead') return undefined;
  for (const at of found.keys()) {
    const length = senseAt(found, at, 'number') && lengthAt(found, at);
    if (!length) continue;
    const first = readDay(days);
    const from = first?.when.span === 'day' ? first.when.from : today;
    const when = range(from, addDays(from, length.days - 1));
    return { when, places: [...length.places, ...(first?.places ?? [])] };
  }
  return undefined;
}

/** The first day named in the message. */
export function readDay(days: Days): DaysRead | undefined {
  for (const at of days.found.keys()) {
    const day = dayAt(days, at);
    if (day) return oneDay(day.day, day.places);
  }
  return undefined;
}

function monthAfter(found: readonly Place[], to: number): number | undefined {
  return senseAt(found, to + 2, 'month')?.number ?? senseAt(found, to + 1, 'date')?.month;
}
