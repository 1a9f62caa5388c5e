/** The sample school's own chance: the same words give the same numbers on every machine. */
export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True once in a while: with the probability given. */
  happens(probability: number): boolean;
  one<T>(things: readonly T[]): T;
  /** A new array in another order. */
  shuffled<T>(things: readonly T[]): T[];
  /** From the normal distribution: mean 0, deviation 1. */
  normal(): number;
}

/** Chance that depends on the words alone, so that one lesson's marks don't move when another lesson changes. */
export function chanceOf(...words: readonly (string | number)[]): Chance {
  let state = hashOf(words.join(' '));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    happens: probability => next() < probability,
    one: things => things[Math.floor(next() * things.length)]!,
    shuffled: things => shuffle([...things], whole),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

// FNV-1a.
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

function shuffle<T>(things: T[], whole: (least: number, most: number) => number): T[] {
  for (let i = things.length - 1; i > 0; i--) {
    const j = whole(0, i);
    [things[i], things[j]] = [things[j]!, things[i]!];
  }
  return things;
}
