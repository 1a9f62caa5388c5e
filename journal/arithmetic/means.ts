/** A mark that counts, with the weight of its kind of work. */
export interface WeightedMark {
  value: number;
  weight: number;
}

/** Σ(value·weight) and Σ(weight): a mean as the fraction it is, so that nothing is lost before a comparison. */
export interface Sums {
  sum: number;
  weight: number;
}

/** The sums of the marks; both 0 without marks. */
export function sumsOf(marks: readonly WeightedMark[]): Sums {
  return marks.reduce(
    ({ sum, weight }, mark) => ({ sum: sum + mark.value * mark.weight, weight: weight + mark.weight }),
    { sum: 0, weight: 0 },
  );
}

/** The weighted mean in hundredths, a half rounded up: 444 for 4.44; null without marks. */
export function weightedMean(marks: readonly WeightedMark[]): number | null {
  return meanOf(sumsOf(marks));
}

/** The same of sums taken already. */
export function meanOf({ sum, weight }: Sums): number | null {
  return weight === 0 ? null : roundedQuotient(100 * sum, weight);
}

/** A quotient of whole numbers, not negative, to the nearest whole one; a half goes up. */
export function roundedQuotient(dividend: number, divisor: number): number {
  return Math.floor((2 * dividend + divisor) / (2 * divisor));
}

/** A share in tenths of a per cent, a half rounded up: 920 for 23 of 25; null of nothing. */
export function shareTenths(part: number, whole: number): number | null {
  return whole === 0 ? null : roundedQuotient(1000 * part, whole);
}

/** How many fall to each, in tenths, a half rounded up: 23 for 7 of 3; null where there is nobody. */
export function meanTenths(total: number, count: number): number | null {
  return count === 0 ? null : roundedQuotient(10 * total, count);
}
