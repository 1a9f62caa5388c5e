import type { Sums } from './means.ts';

/** The marks one hopes for. */
export interface NextMarks {
  value: number;
  weight: number;
}

/**
 * «What do I need»: how many more such marks bring the mean to a threshold (in hundredths). 0: it comes out so already;
 * null: with that mark it never will. Without any marks yet, one is needed.
 */
export function needed({ sum, weight }: Sums, threshold: number, next: NextMarks): number | null {
  const lacking = threshold * weight - 100 * sum;
  if (weight > 0 && lacking <= 0) return 0;
  const gain = 100 * next.value - threshold;
  if (weight === 0) return gain >= 0 ? 1 : null;
  return gain > 0 ? Math.ceil(lacking / (next.weight * gain)) : null;
}
