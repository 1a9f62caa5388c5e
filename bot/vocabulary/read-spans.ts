import { addDays, type Day, monthOf, weekOf } from '#school/calendar.ts';
import { says, senseAt } from './day-words.ts';
import type { DaysRead } from './days-read.ts';
import { type Days, dayAt, latest } from './one-day.ts';

/** «за вторую четверть», «с начала полугодия». */
export function readPeriod({ found }: Days): DaysRead | undefined {
  const at = found.findIndex((_, place) => says(found, place, 'period'));
  if (at < 0) return undefined;
  const ordinal = senseAt(found, at - 1, 'ordinal')?.number ?? senseAt(found, at - 1, 'number')?.number;
  const start = says(found, at - 1, 'start-of') ? [at - 1] : [];
  if (ordinal) return { when: { span: 'period', which: ordinal }, places: [at - 1, at] };
  if (says(found, at - 1, 'last')) return { when: { span: 'period', which: 'last' }, places: [at - 1, at] };
  return { when: { span: 'period', which: 'current' }, places: [...start, at] };
}

/** «за неделю», «на следующую неделю»; «на той неделе» was the last one or will be the next. */
export function readWeek({ found, today, towards }: Days): DaysRead | undefined {
  const at = found.findIndex((_, place) => says(found, place, 'week'));
  if (at < 0) return undefined;
  const that = towards === 'ahead' ? 7 : -7;
  const shifts = { last: -7, 'before-last': -14, next: 7, that, 'start-of': 0, this: 0 } as const;
  // «за прошлую учебную неделю»: a word may stand between them.
  for (const before of [at - 1, at - 2]) {
    const said = (Object.keys(shifts) as (keyof typeof shifts)[]).find(word => says(found, before, word));
    if (said) return weekReading(addDays(today, shifts[said]), [before, at]);
  }
  return weekReading(today, [at]);
}

function weekReading(day: Day, places: number[]): DaysRead {
  const { monday, sunday } = weekOf(day);
  return { when: { span: 'week', from: monday, to: sunday }, places };
}

/** «за ноябрь», «за прошлый месяц», «за год»; never past today's month. */
export function readMonth(days: Days): DaysRead | undefined {
  const { found, today } = days;
  const year = found.findIndex((_, at) => says(found, at, 'year'));
  // A month after a number belongs to a date.
  const named = found.findIndex((_, at) => senseAt(found, at, 'month') && !dayAt(days, at - 1)?.places.includes(at));
  const at = named >= 0 ? named : found.findIndex((_, place) => says(found, place, 'month'));
  if (at < 0 && year < 0) return undefined;
  if (at < 0) return { when: { span: 'days', from: latest(1, 9, today)!, to: today }, places: [year] };
  if (named >= 0) return monthsFrom(days, at);
  if (!says(found, at - 1, 'last')) return monthOfDay(today, [at]);
  return monthOfDay(addDays(monthOf(today).firstDay, -1), [at - 1, at]);
}

/** «за октябрь», «с октября», «октябрь и ноябрь». */
function monthsFrom({ found, today, towards }: Days, at: number): DaysRead {
  const monthAt = (place: number) => senseAt(found, place, 'month')?.number;
  const { when, places } = monthOfDay(latest(1, monthAt(at)!, today)!, [at]);
  if (when.span !== 'days') return { when, places };
  const until = [at + 1, at + 2].find(place => monthAt(place));
  const to = until && monthOfDay(latest(1, monthAt(until)!, today)!, [until]).when;
  if (to && to.span === 'days' && to.to > when.from) {
    return { when: { ...when, to: to.to }, places: [...places, until] };
  }
  const since = towards === 'back' && (says(found, at - 1, 'from') || says(found, at - 1, 'start-of'));
  return since ? { when: { ...when, to: today }, places: [at - 1, at] } : { when, places };
}

function monthOfDay(day: Day, places: number[]): DaysRead {
  const { firstDay, lastDay } = monthOf(day);
  return { when: { span: 'days', from: firstDay, to: lastDay }, places };
}
