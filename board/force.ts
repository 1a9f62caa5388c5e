import type { Day } from '#school/calendar.ts';
import { laterYearHasBegun } from '#school/current-year.ts';

export const documentStates = ['in-force', 'upcoming', 'replaced', 'expired'] as const;
/** What a document is today: in force, not yet, no longer because of another, no longer. */
export type DocumentState = (typeof documentStates)[number];

/** The days of a document that say when it is in force. */
export interface Force {
  date: Day;
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  supersededOn: Day | null;
}

/** The first day in force. */
export function beginsOn({ date, effectiveFrom }: Pick<Force, 'date' | 'effectiveFrom'>): Day {
  return effectiveFrom ?? date;
}

/** SQL: whether the document `d` is over on the day (an expression): replaced, or its days have passed. */
export function isOver(day: string): string {
  return `(coalesce(d.superseded_on <= ${day}, false) or coalesce(d.effective_until < ${day}, false))`;
}

/** SQL of the state of the document `d` on the day (an expression). */
export function stateOn(day: string): string {
  return `case when coalesce(d.superseded_on <= ${day}, false) and d.superseded_by_id is not null then 'replaced'
    when ${isOver(day)} then 'expired'
    when coalesce(d.effective_from, d.date) > ${day} then 'upcoming' else 'in-force' end`;
}

/**
 * SQL: the last day of the school year before the year of the day (an expression); nothing in the school's first. Orders and
 * announcements dated until then have gone to the archive; regulations and instructions stay as long as they are in force.
 */
export function olderThan(day: string): string {
  return `(select max(y.last_day) from school_year y where y.first_day <= ${day} and ${laterYearHasBegun(day)})`;
}
