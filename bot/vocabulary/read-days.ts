import { addDays, type Day, weekOf } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';
import { type Days, dayAt, latest } from './one-day.ts';

/** What a message says of time; days are inclusive. */
export type When =
  | { span: 'day' | 'week' | 'days'; from: Day; to: Day }
  /** A quarter or half-year: the current one, the one before it, or by its number. */
  | { span: 'period'; which: 'current' | 'last' | number };

interface Reading {
  when: When;
  /** Places of the message that said it. */
  places: number[];
}

/** Which days a message means; dates without a year are the last such days, `nearest` ones for lessons. */
export function readDays(found: readonly Place[], today: Day, { nearest = false } = {}): Reading | undefined {
  const days = { found, today, nearest };
  for (const reader of [readRange, readRecent, readPeriod, readWeek, readMonth, readSince, readDay]) {
    const reading = reader(days);
    if (reading) return reading;
  }
  return undefined;
}

/** «с 10 по 20 ноября», «10-20 ноября», «с понедельника по среду». */
function readRange(days: Days): Reading | undefined {
  const { found } = days;
  const to = found.findIndex((_, at) => at > 0 && (says(found, at, 'to') || senseAt(found, at, 'until')));
  if (to < 1) return undefined;
  const last = dayAt(days, to + 1);
  if (!last) return undefined;
  const before = [...Array(to).keys()].reverse();
  const first = before.map(at => dayAt(days, at, monthAfter(found, to))).find(day => day?.places.includes(to - 1));
  if (!first || first.day > last.day) return undefined;
  const from = says(found, first.places[0]! - 1, 'from') ? [first.places[0]! - 1] : [];
  return {
    when: { span: 'days', from: first.day, to: last.day },
    places: [...from, ...first.places, to, ...last.places],
  };
}

/** «за последние три дня», «за последнюю неделю», «последние отметки». */
function readRecent({ found, today }: Days): Reading | undefined {
  const recent = found.findIndex((_, at) => says(found, at, 'recent'));
  if (recent < 0) return undefined;
  const number = senseAt(found, recent + 1, 'number')?.number;
  const unit = number ? recent + 2 : recent + 1;
  const length = says(found, unit, 'days') ? 1 : says(found, unit, 'week') ? 7 : says(found, unit, 'month') ? 30 : 0;
  const count = length > 0 ? (number ?? 1) * length : 7;
  const when: When = { span: 'days', from: addDays(today, 1 - Math.min(count, 366)), to: today };
  return { when, places: [recent, ...(number ? [recent + 1] : []), ...(length > 0 ? [unit] : [])] };
}

function readPeriod({ found }: Days): Reading | undefined {
  const at = found.findIndex((_, place) => says(found, place, 'period'));
  if (at < 0) return undefined;
  const ordinal = senseAt(found, at - 1, 'ordinal')?.number ?? senseAt(found, at - 1, 'number')?.number;
  const start = says(found, at - 1, 'start-of') ? [at - 1] : [];
  if (ordinal) return { when: { span: 'period', which: ordinal }, places: [at - 1, at] };
  if (says(found, at - 1, 'last')) return { when: { span: 'period', which: 'last' }, places: [at - 1, at] };
  return { when: { span: 'period', which: 'current' }, places: [...start, at] };
}

function readWeek({ found, today }: Days): Reading | undefined {
  const at = found.findIndex((_, place) => says(found, place, 'week'));
  if (at < 0) return undefined;
  const back = says(found, at - 1, 'last') ? 1 : says(found, at - 1, 'before-last') ? 2 : 0;
  const start = says(found, at - 1, 'start-of') ? 1 : 0;
  const { monday, sunday } = weekOf(addDays(today, -7 * back));
  return {
    when: { span: 'week', from: monday, to: sunday },
    places: back + start > 0 ? [at - 1, at] : [at],
  };
}

/** «за ноябрь», «за прошлый месяц», «за год»; never past today's month. */
function readMonth(days: Days): Reading | undefined {
  const { found, today } = days;
  const year = found.findIndex((_, at) => says(found, at, 'year'));
  // A month after a number belongs to a date.
  const named = found.findIndex((_, at) => senseAt(found, at, 'month') && !dayAt(days, at - 1)?.places.includes(at));
  const at = named >= 0 ? named : found.findIndex((_, place) => says(found, place, 'month'));
  if (at < 0 && year < 0) return undefined;
  const thisMonth = `${today.slice(0, 7)}-01` as Day;
  if (at < 0) return { when: { span: 'days', from: latest(1, 9, today)!, to: today }, places: [year] };
  if (named >= 0) return monthReading(latest(1, senseAt(found, at, 'month')!.number, today)!, [at]);
  if (!says(found, at - 1, 'last')) return monthReading(thisMonth, [at]);
  return monthReading(`${addDays(thisMonth, -1).slice(0, 7)}-01` as Day, [at - 1, at]);
}

function monthReading(first: Day, places: number[]): Reading {
  const last = addDays(`${addDays(first, 31).slice(0, 7)}-01` as Day, -1);
  return { when: { span: 'days', from: first, to: last }, places };
}

/** «с понедельника», «с 1 сентября»: until today. */
function readSince(days: Days): Reading | undefined {
  const { found, today } = days;
  for (const [at] of found.entries()) {
    const first = says(found, at, 'from') && dayAt(days, at + 1);
    if (first && first.day <= today) {
      return { when: { span: 'days', from: first.day, to: today }, places: [at, ...first.places] };
    }
  }
  return undefined;
}

function readDay(days: Days): Reading | undefined {
  for (const [at] of days.found.entries()) {
    const day = dayAt(days, at);
    if (day) return { when: { span: 'day', from: day.day, to: day.day }, places: day.places };
  }
  return undefined;
}

function monthAfter(found: readonly Place[], to: number): number | undefined {
  return senseAt(found, to + 2, 'month')?.number ?? senseAt(found, to + 1, 'date')?.month;
}
