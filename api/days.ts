import { type Day, daysBetween, parseDay } from '#school/calendar.ts';
import { invalid } from '#school/refusal.ts';

/** The day a person asked for in an address, or another, or none, when nothing was asked. Refuses what no calendar has. */
export function dayOr<Other extends Day | undefined>(typed: unknown, otherwise: Other, field = 'day'): Day | Other {
  if (typed === undefined || typed === '') return otherwise;
  return (typeof typed === 'string' ? parseDay(typed) : undefined) ?? invalid('day', field);
}

/**
 * The days from one to another, both included; one end alone reaches to the usual other end, if that is on its right side.
 * Refuses ends that stand the wrong way round or over a year apart.
 */
export function daysOr(asked: { from?: unknown; to?: unknown }, usual: { from: Day; to: Day }): { from: Day; to: Day } {
  const first = dayOr(asked.from, usual.from, 'from');
  const to = dayOr(asked.to, daysBetween(usual.to, first) > 0 ? first : usual.to, 'to');
  const from = asked.from === undefined && first > to ? to : first;
  if (daysBetween(from, to) < 0 || daysBetween(from, to) > 400) invalid('days', 'from');
  return { from, to };
}

/** The moment a program names. Refuses one of other centuries than the school's, and a second that no clock has. */
export function momentOf(typed: string, field: string): Date {
  const moment = new Date(typed);
  const isKnown = !Number.isNaN(moment.getTime()) && parseDay(moment.toISOString().slice(0, 10)) !== undefined;
  return isKnown ? moment : invalid('malformed', field, { detail: '' });
}
