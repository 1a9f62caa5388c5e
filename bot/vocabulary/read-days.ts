import { addDays, type Day, weekOf } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';
import { type Days, dayAt, type Towards, weekdayIn } from './one-day.ts';
import { readMonth, readPeriod, readWeek } from './read-spans.ts';

/** What a message says of time; days are inclusive. */
export type When =
  | { span: 'day' | 'week' | 'days'; from: Day; to: Day }
  /** A quarter or half-year: the current one, the one before it, or by its number. */
  | { span: 'period'; which: 'current' | 'last' | number };

export interface DaysRead {
  when: When;
  /** Places of the message that said it. */
  places: number[];
}

const readers = [
  ...[readRange, readShifted, readRecent, readWeekdayOfWeek, readUntil, readPeriod, readWeek],
  ...[readMonth, readSince, readFor, readDay],
];

/** Which days a message means; `towards` says where a weekday and a date without a year are looked for. */
export function readDays(
  found: readonly Place[],
  today: Day,
  { towards = 'back' }: { towards?: Towards } = {},
): DaysRead | undefined {
  const days = { found, today, towards };
  for (const reader of readers) {
    const reading = reader(days);
    if (reading) return reading;
  }
  return undefined;
}

/** «с 10 по 20 ноября», «10-20 ноября», «с понедельника по среду». */
function readRange(days: Days): DaysRead | undefined {
  const { found } = days;
  const to = found.findIndex((_, at) => at > 0 && isBetween(found, at));
  if (to < 1) return undefined;
  const last = dayAt(days, to + 1);
  if (!last) return undefined;
  const before = [...Array(to).keys()].reverse();
  const first = before.map(at => dayAt(days, at, monthAfter(found, to))).find(day => day?.places.includes(to - 1));
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

/** «за последние три дня», «за последнюю неделю», «за две недели», «последние отметки». */
function readRecent({ found, today, towards }: Days): DaysRead | undefined {
  const counted = found.findIndex((_, at) => senseAt(found, at, 'number') && lengthAt(found, at));
  const said = found.findIndex((_, at) => says(found, at, 'recent'));
  const recent = said < 0 && counted >= 0 ? counted - 1 : said;
  if ((said < 0 && counted < 0) || towards === 'ahead') return undefined;
  const length = lengthAt(found, recent + 1);
  const when: When = { span: 'days', from: addDays(today, 1 - (length?.days ?? 7)), to: today };
  return { when, places: [recent, ...(length?.places ?? [])] };
}

/** «через два дня», «неделю назад». */
function readShifted({ found, today }: Days): DaysRead | undefined {
  for (const at of found.keys()) {
    const ahead = says(found, at, 'in') ? lengthAt(found, at + 1) : undefined;
    if (ahead) return oneDay(addDays(today, ahead.days), [at, ...ahead.places]);
    const back = lengthAt(found, at);
    const ago = at + (back?.places.length ?? 0);
    if (back && says(found, ago, 'ago')) return oneDay(addDays(today, -back.days), [...back.places, ago]);
  }
  return undefined;
}

/** «в среду на прошлой неделе». */
function readWeekdayOfWeek(days: Days): DaysRead | undefined {
  const at = days.found.findIndex((_, place) => senseAt(days.found, place, 'weekday'));
  const week = at < 0 ? undefined : readWeek(days);
  if (week?.when.span !== 'week') return undefined;
  return oneDay(weekdayIn(senseAt(days.found, at, 'weekday')!.number, week.when.from), [at, ...week.places]);
}

/** «до пятницы», «до конца недели»: from today. */
function readUntil(days: Days): DaysRead | undefined {
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
function readSince(days: Days): DaysRead | undefined {
  const { found, today, towards } = days;
  if (towards === 'ahead') return undefined;
  for (const at of found.keys()) {
    const first = says(found, at, 'from') ? (dayAt(days, at + 1) ?? dayAt(days, at + 2)) : undefined;
    if (first && first.places[0] === at + 1 && first.day <= today) {
      return { when: { span: 'days', from: first.day, to: today }, places: [at, ...first.places] };
    }
  }
  return undefined;
}

/** «на три дня», «три дня с понедельника». */
function readFor(days: Days): DaysRead | undefined {
  const { found, today, towards } = days;
  if (towards !== 'ahead') return undefined;
  for (const at of found.keys()) {
    const length = senseAt(found, at, 'number') && lengthAt(found, at);
    if (!length) continue;
    const first = readDay(days);
    const from = first?.when.span === 'day' ? first.when.from : today;
    const when: When = { span: 'days', from, to: addDays(from, length.days - 1) };
    return { when, places: [...length.places, ...(first?.places ?? [])] };
  }
  return undefined;
}

function readDay(days: Days): DaysRead | undefined {
  for (const at of days.found.keys()) {
    const day = dayAt(days, at);
    if (day) return oneDay(day.day, day.places);
  }
  return undefined;
}

/** «три дня», «неделя», «день»: how long it is. */
function lengthAt(found: readonly Place[], at: number): { days: number; places: number[] } | undefined {
  const number = senseAt(found, at, 'number')?.number;
  const unit = number ? at + 1 : at;
  const length = says(found, unit, 'days') ? 1 : says(found, unit, 'week') ? 7 : says(found, unit, 'month') ? 30 : 0;
  if (length === 0) return undefined;
  return { days: Math.min((number ?? 1) * length, 366), places: number ? [at, unit] : [unit] };
}

function range(from: Day, to: Day): When {
  return { span: 'days', from, to };
}

function oneDay(day: Day, places: number[]): DaysRead {
  return { when: { span: 'day', from: day, to: day }, places };
}

function monthAfter(found: readonly Place[], to: number): number | undefined {
  return senseAt(found, to + 2, 'month')?.number ?? senseAt(found, to + 1, 'date')?.month;
}
