import type { PeriodKind } from '#db/school/period.ts';
import type { Cell } from '../rows.ts';
import type { ReadPeriod } from './read-periods.ts';

/** Успеваемость and качество in tenths of a per cent; null where nothing stands; `missing` marks of which they still lack. */
export interface Shares {
  success: number | null;
  quality: number | null;
  missing: number;
}

/** What templates/plots/quality.ts draws side by side: a class, a subject, a level. */
export interface QualityPanel {
  /** Of the class, the level as a whole: told first. */
  head: boolean;
  name: { className: string } | { subject: string } | { from: number; to: number };
  points: QualityPoint[];
}

export interface QualityPoint extends Shares {
  kind: PeriodKind;
  number: number;
}

/** The shares of one thing in each period; undefined where it is not: the class has other periods, the subject no marks. */
export type SharesIn = (period: ReadPeriod) => Shares | undefined;

/** A point for each period that is, or will be; the year is no point of a course. */
export function panelOf(
  periods: readonly ReadPeriod[],
  { sharesIn, ...panel }: Omit<QualityPanel, 'points'> & { sharesIn: SharesIn; kinds: ReadonlySet<PeriodKind> },
): QualityPanel {
  const { head, name, kinds } = panel;
  const points = periods.flatMap(period => {
    if (period.kind === null || !kinds.has(period.kind)) return [];
    const shares = sharesIn(period) ?? { success: null, quality: null, missing: 0 };
    return [{ kind: period.kind, number: period.number!, ...shares }];
  });
  return { head, name, points };
}

/** The cells under templates/reports/partials/quality-columns.hbs; a period that is to come, or not theirs, stays empty. */
export function qualityCells(periods: readonly ReadPeriod[], sharesIn: SharesIn): Record<string, Cell> {
  const cells = periods.flatMap(period => {
    const shares = sharesIn(period);
    if (!shares) return [];
    return [
      [`${period.key}success`, shares.success],
      [`${period.key}quality`, shares.quality],
    ];
  });
  return Object.fromEntries(cells);
}

/** Whether a panel has anything to show. */
export function hasFigures({ points }: QualityPanel): boolean {
  return points.some(({ quality }) => quality !== null);
}
