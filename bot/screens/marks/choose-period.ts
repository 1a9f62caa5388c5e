import type { StudentPeriod } from '#school/student-periods.ts';

/** Of the periods that have begun: the current one, the one before it (`last`), or by its number. */
export function choosePeriod(periods: readonly StudentPeriod[], which: string | undefined): StudentPeriod | undefined {
  if (!which) return periods.at(-1);
  if (which === 'last') return periods.at(-2);
  return periods.find(period => String(period.number) === which);
}
