import { beginningOf, type Entry, type Found, isExactly, type Lexicon } from './lexicon.ts';
import { slipsIn } from './mistyped.ts';
import type { Word } from './words.ts';

/** The second of two words without a space has so many letters at least. */
const shortestGlued = 5;
/** So long is a mistyped word that another before it explains. */
const shortestNear = 6;

/** What the words from this place on say exactly: the best pattern, and those that are meant beside it. */
export function exactAt<Sense>(
  words: readonly Word[],
  at: number,
  lexicons: readonly Lexicon<Sense>[],
): Found<Sense> | undefined {
  const fitting = startingWith(words[at]!.text, lexicons).filter(({ pattern }) =>
    pattern.every((stem, index) => isExactly(words[at + index]?.text, stem)),
  );
  if (fitting.length === 0) return undefined;
  const best = fitting.reduce((most, one) => (one.weight > most.weight ? one : most));
  const count = best.pattern.length;
  const meant = fitting.filter(
    ({ weight, joins, pattern }) => weight === best.weight || (joins && pattern.length === count),
  );
  return foundOf(words.slice(at, at + count), meant, 0);
}

/** «не заплнила»: two words, the second of them mistyped and nothing by itself. */
export function nearlyAt<Sense>(
  words: readonly Word[],
  at: number,
  lexicons: readonly Lexicon<Sense>[],
): Found<Sense> | undefined {
  const [first, second] = [words[at]!.text, words[at + 1]?.text];
  if (!second || second.length < shortestNear || exactAt(words, at + 1, lexicons)) return undefined;
  const near = startingWith(first, lexicons).filter(({ pattern: [one, other, third], typos }) => {
    if (!typos || !one || !other || third || other.text.length < shortestNear) return false;
    return isExactly(first, one) && slipsIn(second, other) === 1;
  });
  return near.length > 0 ? foundOf(words.slice(at, at + 2), near, 1) : undefined;
}

/** «занеделю»: two words without the space between them. */
export function gluedAt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense>[] | undefined {
  for (let length = 2; length <= word.text.length - shortestGlued; length++) {
    const [first, second] = [word.text.slice(0, length), word.text.slice(length)].map(text =>
      exactAt([{ text, capital: false }], 0, lexicons),
    );
    if (first && second) return [first, second];
  }
  return undefined;
}

function startingWith<Sense>(word: string, lexicons: readonly Lexicon<Sense>[]): Entry<Sense>[] {
  return lexicons.flatMap(({ byBeginning }) => byBeginning.get(beginningOf(word)) ?? []);
}

function foundOf<Sense>(words: Word[], entries: readonly Entry<Sense>[], slips: number): Found<Sense> {
  return { words, senses: [...new Set(entries.map(({ sense }) => sense))], slips };
}
