import { addDays, type Day, daysBetween, monthOf, parseDay, weekdayOf, weekOf } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';

/** Where a weekday and a date without a year are looked for: behind (marks), ahead (homework), wherever nearer (lessons). */
export type Towards = 'back' | 'near' | 'ahead';

export interface Days {
  found: readonly Place[];
  today: Day;
  towards: Towards;
}

const shifts = { today: 0, yesterday: -1, 'before-yesterday': -2, tomorrow: 1, 'after-tomorrow': 2 } as const;

/** The one day named at this place; `month` is lent by a range that names it at its end. */
export function dayAt(
  { found, today, towards }: Days,
  at: number,
  month?: number,
): { day: Day; places: number[] } | undefined {
  const given = (day: Day | undefined, ...places: number[]) => day && { day, places };
  const shift = (Object.keys(shifts) as (keyof typeof shifts)[]).find(word => says(found, at, word));
  if (shift) return given(addDays(today, shifts[shift]), at);
  const date = senseAt(found, at, 'date');
  if (date) return given(date.year ? exact(date.day, date.month, date.year) : near(date.day, date.month), at);
  const weekday = senseAt(found, at, 'weekday')?.number;
  if (weekday) {
    const week = says(found, at - 1, 'last') ? -7 : says(found, at - 1, 'next') ? 7 : undefined;
    return week === undefined
      ? given(weekdayTowards(weekday, today, towards), at)
      : given(weekdayIn(weekday, addDays(today, week)), at - 1, at);
  }
  const number = senseAt(found, at, 'number') ?? senseAt(found, at, 'ordinal');
  if (!number) return undefined;
  const next = senseAt(found, at + 1, 'month')?.number;
  if (next) return given(near(number.number, next), at, at + 1);
  if (says(found, at + 1, 'day-number')) return given(ofNearMonth(number.number, { today, towards }), at, at + 1);
  if (month) return given(near(number.number, month), at);
  const isDay = number.kind === 'number' ? number.ending || isBareDay(found, at) : number.number > 4;
  return isDay && isAlone(found, at) ? given(ofNearMonth(number.number, { today, towards }), at) : undefined;

  function near(dayOfMonth: number, ofMonth: number): Day | undefined {
    if (towards === 'back') return latest(dayOfMonth, ofMonth, today);
    return nearestTo(today, { dayOfMonth, ofMonth, ahead: towards === 'ahead' });
  }
}

/** A day of this month, or of the one beside it: on 24 November «на 2-е» is in December, «за 30-е» was in October. */
function ofNearMonth(dayOfMonth: number, { today, towards }: Pick<Days, 'today' | 'towards'>): Day | undefined {
  const { firstDay, lastDay } = monthOf(today);
  const months = [addDays(firstDay, -1), today, addDays(lastDay, 1)].map(day => day.slice(0, 7));
  const days = months.flatMap(month => parseDay(`${month}-${String(dayOfMonth).padStart(2, '0')}`) ?? []);
  const past = days.filter(day => day <= today);
  if (towards === 'back') return past.at(-1) ?? days[0];
  // A day of last week is the one that was meant, of the month before hardly.
  const distance = (day: Day) => Math.abs(daysBetween(today, day)) * (towards === 'ahead' && day < today ? 4 : 1);
  return days.sort((one, other) => distance(one) - distance(other))[0];
}

/** «на 27», «с 25 по 27»: no ending, but too much for a mark or a lesson, and nothing is counted or numbered. */
function isBareDay(found: readonly Place[], at: number): boolean {
  const { number } = senseAt(found, at, 'number')!;
  const led = (['on', 'from', 'to'] as const).some(word => says(found, at - 1, word));
  const numbered = found.some(({ senses }) => senses.some(isOfExercise));
  const timed = [at - 2, at + 1].some(place => says(found, place, 'clock'));
  return led && number > 12 && number <= 31 && !timed && !numbered;
}

/** The weekday of the week the day is in. */
export function weekdayIn(weekday: number, day: Day): Day {
  return addDays(weekOf(day).monday, weekday - 1);
}

function weekdayTowards(weekday: number, today: Day, towards: Towards): Day {
  const back = (weekdayOf(today) - weekday + 7) % 7;
  return towards === 'back' || back === 0 ? addDays(today, -back) : addDays(today, 7 - back);
}

/** «27-го» says a day of the month, «5-й урок» and «2-я четверть» don't. */
function isAlone(found: readonly Place[], at: number): boolean {
  return !says(found, at + 1, 'period') && !(found[at + 1]?.senses ?? []).some(sense => sense.kind === 'concept');
}

function isOfExercise(sense: { kind: string; concept?: string }): boolean {
  return sense.concept === 'figure' || sense.concept === 'exercise';
}

/** The last such date, today at the latest. */
export function latest(day: number, month: number, today: Day): Day | undefined {
  const year = Number(today.slice(0, 4));
  const thisYear = exact(day, month, year);
  return !thisYear || thisYear <= today ? thisYear : exact(day, month, year - 1);
}

interface Date {
  dayOfMonth: number;
  ofMonth: number;
  ahead: boolean;
}

/** Ahead, a date some days past is the one that was meant, a date long past is next year's. */
function nearestTo(today: Day, { dayOfMonth, ofMonth, ahead }: Date): Day | undefined {
  const year = Number(today.slice(0, 4));
  const around = [year - 1, year, year + 1]
    .map(one => exact(dayOfMonth, ofMonth, one))
    .filter(one => one !== undefined);
  const distance = (one: Day) => Math.abs(daysBetween(today, one)) + (ahead && one < today ? 60 : 0);
  return around.sort((one, other) => distance(one) - distance(other))[0];
}

/** «31 февраля»: a day of a month by its name that is in none of the years around. */
export function namesNoDay(found: readonly Place[], today: Day): boolean {
  const year = Number(today.slice(0, 4));
  const isNone = (day: number, month: number) => [-1, 0, 1].every(shift => !exact(day, month, year + shift));
  return found.some((_, at) => {
    const day = (senseAt(found, at, 'number') ?? senseAt(found, at, 'ordinal'))?.number;
    const month = senseAt(found, at + 1, 'month')?.number;
    return day !== undefined && month !== undefined && isNone(day, month);
  });
}

function exact(day: number, month: number, year: number): Day | undefined {
  return parseDay([year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'));
}
