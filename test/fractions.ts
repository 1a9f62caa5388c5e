/** An exact fraction, slow and plain: what the journal's quick whole-number arithmetic is held against. */
export interface Fraction {
  top: bigint;
  bottom: bigint;
}

export const fraction = (top: number, bottom = 1): Fraction => ({ top: BigInt(top), bottom: BigInt(bottom) });

/** Negative, 0 or positive as the first is less, equal or greater. Bottoms are positive. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Σ(value·weight)/Σ(weight), adding up each mark as often as it weighs. */
export function meanOfRepeated(marks: readonly { value: number; weight: number }[]): Fraction {
  let [top, bottom] = [0n, 0n];
  for (const { value, weight } of marks) {
    for (let time = 0; time < weight; time++) {
      top += BigInt(value);
      bottom += 1n;
    }
  }
  return { top, bottom };
}

/** The whole number nearest to the fraction, found by trying them all; of two equally near the greater. */
export function nearest({ top, bottom }: Fraction, most: number): number {
  let best = 0;
  const distance = (whole: number) => {
    const off = top - BigInt(whole) * bottom;
    return off < 0n ? -off : off;
  };
  for (let whole = 1; whole <= most; whole++) if (distance(whole) <= distance(best)) best = whole;
  return best;
}
