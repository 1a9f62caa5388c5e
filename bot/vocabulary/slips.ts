import { distance } from 'fastest-levenshtein';

/** How many slips of the finger part two words; two neighbours swapped are one slip. */
export function slips(one: string, other: string): number {
  const plain = distance(one, other);
  if (plain === 2 && isSwap(one, other)) return 1;
  return plain > 0 && other.length < 5 ? Number.POSITIVE_INFINITY : plain;
}

/** So many slips a word of this length may hold and still be told from others; of four letters only two may be swapped. */
export function mostSlips(length: number): number {
  if (length < 4) return 0;
  return length < 9 ? 1 : 2;
}

/** Which letters a word has, a bit for each: enough to tell most words apart without comparing them. */
export function signOf(word: string): number {
  let sign = 0;
  for (let at = 0; at < word.length; at++) sign |= 1 << (word.charCodeAt(at) & 31);
  return sign;
}

/** Whether a word with the one sign may begin with a word of the other, with so many slips at most. */
export function mayBeSlip(sign: number, known: number, most: number): boolean {
  let missing = known & ~sign;
  for (let count = 0; missing !== 0; count++) {
    if (count === most) return false;
    missing &= missing - 1;
  }
  return true;
}

function isSwap(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
