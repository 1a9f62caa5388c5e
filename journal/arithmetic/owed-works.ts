import type { Day } from '#school/calendar.ts';
import type { WeightedMark } from './means.ts';

/** A current mark as it stands in the journal: a number, or an owed work («точка») that has none yet. */
export interface GivenMark {
  value: number | null;
  weight: number;
  owed: boolean;
  /** Last day on which the owed work may still come. */
  dueOn: Day | null;
}

/** What an owed work becomes. */
export interface OwedRule {
  today: Day;
  /** The school's setting: once overdue it is a 2, or it never counts. */
  owedCountsAsTwo: boolean;
}

/** The marks that enter a mean: numbers, and owed works whose day is over where the school counts them. */
export function countedMarks(marks: readonly GivenMark[], rule: OwedRule): WeightedMark[] {
  return marks.flatMap(({ value, weight, owed, dueOn }) => {
    if (value !== null) return [{ value, weight }];
    const isOverdue = owed && dueOn !== null && dueOn < rule.today;
    return isOverdue && rule.owedCountsAsTwo ? [{ value: 2, weight }] : [];
  });
}
