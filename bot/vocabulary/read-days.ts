import { addDays, type Day } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';
import { type DaysRead, lengthAt, oneDay, range } from './days-read.ts';
import { type Days, type Towards, weekdayIn } from './one-day.ts';
import { readDay, readFor, readRange, readSince, readUntil } from './read-ranges.ts';
import { readMonth, readPeriod, readWeek } from './read-spans.ts';

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

/** «в среду на прошлой неделе». */
function readWeekdayOfWeek(days: Days): DaysRead | undefined {
  const at = days.found.findIndex((_, place) => senseAt(days.found, place, 'weekday'));
  const week = at < 0 ? undefined : readWeek(days);
  if (week?.when.span !== 'week') return undefined;
  return oneDay(weekdayIn(senseAt(days.found, at, 'weekday')!.number, week.when.from), [at, ...week.places]);
}

/** «за последние три дня», «за последнюю неделю», «за две недели», «последние отметки». */
function readRecent({ found, today, towards }: Days): DaysRead | undefined {
  const counted = found.findIndex((_, at) => senseAt(found, at, 'number') && lengthAt(found, at));
  const said = found.findIndex((_, at) => says(found, at, 'recent'));
  const recent = said < 0 && counted >= 0 ? counted - 1 : said;
  if ((said < 0 && counted < 0) || towards === 'ahead') return undefined;
  const length = lengthAt(found, recent + 1);
  const when = range(addDays(today, 1 - (length?.days ?? 7)), today);
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
