import type { Day } from '#school/calendar.ts';
import { type Place, says, senseAt } from './day-words.ts';

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

export function range(from: Day, to: Day): When {
  return { span: 'days', from, to };
}

export function oneDay(day: Day, places: number[]): DaysRead {
  return { when: { span: 'day', from: day, to: day }, places };
}

/** «три дня», «неделя», «день»: how long it is. */
export function lengthAt(found: readonly Place[], at: number): { days: number; places: number[] } | undefined {
  const number = senseAt(found, at, 'number')?.number;
  const unit = number ? at + 1 : at;
  const length = says(found, unit, 'days') ? 1 : says(found, unit, 'week') ? 7 : says(found, unit, 'month') ? 30 : 0;
  if (length === 0) return undefined;
  return { days: Math.min((number ?? 1) * length, 366), places: number ? [at, unit] : [unit] };
}
