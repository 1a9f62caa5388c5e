import type { Sums } from './means.ts';

/** From which mean, in hundredths, a 5, a 4 and a 3 are suggested: data of the school, per grade. */
export interface ThresholdSet {
  five: number;
  four: number;
  three: number;
}

/** What holds where a school has set nothing: 4.50, 3.50, 2.50. */
export const usualThresholds: ThresholdSet = { five: 450, four: 350, three: 250 };

/** How near to a threshold, in hundredths, a result is borderline; the end itself is. */
export const borderlineWithin = 15;

/**
 * The mark the thresholds give; null without marks. The fraction itself is compared, never the rounded mean: 4.4952 is
 * printed 4.50 and is below it.
 */
export function suggestedMark({ sum, weight }: Sums, { five, four, three }: ThresholdSet): number | null {
  if (weight === 0) return null;
  const reaches = (threshold: number) => 100 * sum >= threshold * weight;
  if (reaches(five)) return 5;
  if (reaches(four)) return 4;
  return reaches(three) ? 3 : 2;
}

/** Whether the mean lies within ±0.15 of any threshold, both ends included: then the teacher looks twice. */
export function isBorderline(sums: Sums, thresholds: ThresholdSet): boolean {
  return thresholdNear(sums, thresholds) !== null;
}

/** The nearest threshold, in hundredths, of which the mean is borderline; null where it is of none. */
export function thresholdNear({ sum, weight }: Sums, { five, four, three }: ThresholdSet): number | null {
  if (weight === 0) return null;
  const distance = (threshold: number) => Math.abs(100 * sum - threshold * weight);
  const [nearest] = [five, four, three].toSorted((a, b) => distance(a) - distance(b));
  return distance(nearest!) <= borderlineWithin * weight ? nearest! : null;
}

/** Too few marks for attestation: a warning, and н/а as suggestion; nothing is blocked. */
export function isTooFew(marks: number, fewest: number): boolean {
  return marks < fewest;
}
