import { distance } from 'fastest-levenshtein';

/** How many slips of the finger part two words; two neighbours swapped are one slip. */
export function slips(one: string, other: string): number {
  const plain = distance(one, other);
  return plain === 2 && isSwap(one, other) ? 1 : plain;
}

/** So many slips a word of this length may hold and still be told from others. */
export function mostSlips(length: number): number {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
