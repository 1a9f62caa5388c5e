/** A place in a picture, to a tenth of its unit: more digits are weight that nobody sees. */
export function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
