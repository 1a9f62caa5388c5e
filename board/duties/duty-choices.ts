import type { Act } from '#school/act.ts';
import { openClasses, peopleToAssign } from '#school/assignments/choices.ts';
import { type YearPeriod, yearPeriods } from './year-periods.ts';

/** What the duties of an order may speak of. */
export interface DutyChoices {
  periods: YearPeriod[];
  people: { id: number; name: string }[];
  classes: { id: number; name: string }[];
}

/** What the form of an order offers for its duties. */
export async function dutyChoices(act: Act): Promise<DutyChoices> {
  return { periods: await yearPeriods(act), people: await peopleToAssign(act), classes: await openClasses(act) };
}
