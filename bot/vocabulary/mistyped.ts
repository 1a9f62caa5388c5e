import { type Entry, type Found, isExactly, type Lexicon, longestEnding, type Stem } from './lexicon.ts';
import { mayBeSlip, mostSlips, signOf, slips } from './slips.ts';
import { soundOf } from './sound.ts';
import type { Word } from './words.ts';

/** What a word may mean that is nothing as it stands. Of patterns as near, the longest: more of it is as it was typed. */
export function mistypedAt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense> | undefined {
  let least = Number.POSITIVE_INFINITY;
  let near: Entry<Sense>[] = [];
  const [sign, sound] = [signOf(word.text), soundOf(word.text)];
  for (const { mistakable } of lexicons) {
    for (const { entry: one, sign: known, sound: heard } of mistakable) {
      const stem = one.pattern[0]!;
      const most = Math.min(least, mostSlips(stem.text.length));
      const alike = heard !== '' && isExactly(sound, { text: heard, open: stem.open });
      if (!alike && !mayBeSlip(sign, known, most)) continue;
      const count = alike ? 1 : slipsIn(word.text, stem);
      if (count > most) continue;
      if (count < least) [least, near] = [count, []];
      near.push(one);
    }
  }
  if (near.length === 0) return undefined;
  const longest = Math.max(...near.map(lengthOf));
  const meant = near.filter(one => lengthOf(one) === longest);
  return { words: [word], senses: [...new Set(meant.map(({ sense }) => sense))], slips: least };
}

function lengthOf({ pattern }: Entry<unknown>): number {
  return pattern[0]!.text.length;
}

/** How many slips part a word from a stem: from the word's beginning when the stem is open. */
export function slipsIn(word: string, { text, open }: Stem): number {
  // A short word is not taken for another that begins otherwise.
  if (text.length < 6 && word[0] !== text[0] && word[1] !== text[0]) return Number.POSITIVE_INFINITY;
  if (!open) return slips(word, text);
  if (word.length - text.length > longestEnding) return Number.POSITIVE_INFINITY;
  return Math.min(...[-1, 0, 1].map(more => slips(word.slice(0, text.length + more), text)));
}
