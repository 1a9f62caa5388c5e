import { type Entry, type Found, type Lexicon, lexiconOf } from './lexicon.ts';
import { exactAt, gluedAt, nearlyAt } from './match-words.ts';
import { mistypedAt } from './mistyped.ts';
import type { Word } from './words.ts';

/** Reads words with these entries alone. */
export function readWords<Sense>(words: readonly Word[], entries: readonly Entry<Sense>[]): Found<Sense>[] {
  return readWith(words, [lexiconOf(entries)]);
}

/**
 * Reads a message word by word: the longest pattern first, then what is known `otherwise`, and only then a mistyped word.
 */
export function readWith<Sense>(
  words: readonly Word[],
  lexicons: readonly Lexicon<Sense>[],
  { otherwise = () => undefined }: { otherwise?: (word: string) => Sense | undefined } = {},
): Found<Sense>[] {
  const found: Found<Sense>[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at]!;
    const exact = exactAt(words, at, lexicons);
    const other = otherwise(word.text);
    const known =
      (exact && exact.words.length > 1 ? undefined : nearlyAt(words, at, lexicons)) ??
      exact ??
      (other ? { words: [word], senses: [other], slips: 0 } : undefined);
    found.push(...(known ? [known] : misspelt(word, lexicons)));
    at += known?.words.length ?? 1;
  }
  return found;
}

/** A long word with one slip is that word rather than two without a space. */
const surelyOne = 8;

function misspelt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense>[] {
  const mistyped = mistypedAt(word, lexicons);
  if (mistyped?.slips === 1 && word.text.length >= surelyOne) return [mistyped];
  return gluedAt(word, lexicons) ?? [mistyped ?? { words: [word], senses: [], slips: 0 }];
}
