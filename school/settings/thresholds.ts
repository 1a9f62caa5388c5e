import { Thresholds } from '#db/school/thresholds.ts';
import type { Act } from '../act.ts';
import { permit, see } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { recordSetting } from './record-setting.ts';

/** From which weighted mean, in hundredths, a 5, a 4 and a 3 are suggested: of one grade, or of all that have none of their own (null). */
export interface ThresholdsView {
  grade: number | null;
  five: number;
  four: number;
  three: number;
  /** Nothing was set: these are the usual ones. */
  usual: boolean;
}

/** Those of all grades first, then of single ones. One query. */
export async function thresholds(act: Act): Promise<ThresholdsView[]> {
  const rows = await act.em.find(Thresholds, {}, { orderBy: { grade: 'asc nulls first' } });
  const set = rows.map(({ grade = null, five, four, three }) => ({ grade, five, four, three, usual: false }));
  return set[0]?.grade === null ? set : [{ grade: null, ...presetOf(450), usual: true }, ...set];
}

/** 465 → 4.65, 3.65, 2.65, in hundredths. */
export function presetOf(five: number): { five: number; four: number; three: number } {
  return { five, four: five - 100, three: five - 200 };
}

/**
 * Sets the thresholds of a grade, or of all others: what is suggested follows at once, marks that stand do not change.
 * Refusals: not-found, not-allowed, invalid (grade, five, four, three).
 */
export async function keepThresholds(
  act: Act,
  { grade, five, four, three }: { grade: number | null; five: number; four: number; three: number },
): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepMarkRules');
  refuseGrade(grade);
  for (const [field, value, mark] of [
    ['five', five, 5],
    ['four', four, 4],
    ['three', three, 3],
  ] as const)
    if (!(Number.isInteger(value) && value > (mark - 1) * 100 && value <= mark * 100))
      invalid('settings/threshold', field, { mark, less: mark - 1 });
  const found = await act.em.findOne(Thresholds, { grade });
  const before = found && valuesOf(found);
  if (found) Object.assign(found, { five, four, three });
  else act.em.create(Thresholds, { grade, five, four, three });
  recordSetting(act, { ...named(grade), before, after: { five, four, three } });
}

/** Takes a grade's own thresholds back: those of all hold for it. Refusals: not-found, not-allowed. */
export async function dropThresholds(act: Act, grade: number | null): Promise<void> {
  see(act, 'readSchoolSettings');
  permit(act, 'keepMarkRules');
  refuseGrade(grade);
  const found = await act.em.findOne(Thresholds, { grade });
  if (!found) return;
  recordSetting(act, { ...named(grade), before: valuesOf(found), after: null });
  act.em.remove(found);
}

function refuseGrade(grade: number | null): void {
  if (grade !== null && !(Number.isInteger(grade) && grade >= 2 && grade <= 11)) invalid('settings/grade', 'grade');
}

function named(grade: number | null) {
  return { page: 'rules', thing: 'thresholds', name: grade === null ? '' : String(grade) } as const;
}

function valuesOf({ five, four, three }: Thresholds) {
  return { five, four, three };
}
