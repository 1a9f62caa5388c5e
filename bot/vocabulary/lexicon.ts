import { mayBeSlip, mostSlips, signOf, slips } from './slips.ts';
import { small, type Word } from './words.ts';

/**
 * Words of one sense. A pattern is a word («долги»), a beginning («отметк*») or several of them («не заполн*»).
 * `typos` says whether a word with a slip in it may still mean this.
 */
export interface Entry<Sense> {
  pattern: Stem[];
  sense: Sense;
  typos: boolean;
}

interface Stem {
  text: string;
  open: boolean;
}

/** What stands at one place of a message: the words, all that they may mean, and how many slips they hold. */
export interface Found<Sense> {
  words: Word[];
  senses: Sense[];
  slips: number;
}

/** Entries laid out so that a word needn't be compared with each of them. */
export interface Lexicon<Sense> {
  byBeginning: Map<string, Entry<Sense>[]>;
  mistakable: { entry: Entry<Sense>; sign: number }[];
}

const longestEnding = 6;

export function entry<Sense>(pattern: string, sense: Sense, { typos = true } = {}): Entry<Sense> {
  const stems = small(pattern)
    .split(' ')
    .map(word => ({ text: word.replace('*', ''), open: word.endsWith('*') }));
  return { pattern: stems, sense, typos };
}

/** Reads words with these entries alone. */
export function readWords<Sense>(words: readonly Word[], entries: readonly Entry<Sense>[]): Found<Sense>[] {
  return readWith(words, [lexiconOf(entries)]);
}

export function lexiconOf<Sense>(entries: readonly Entry<Sense>[]): Lexicon<Sense> {
  const byBeginning = new Map<string, Entry<Sense>[]>();
  const mistakable: Lexicon<Sense>['mistakable'] = [];
  for (const one of entries) {
    const [stem, another] = one.pattern;
    if (!stem) continue;
    const beginning = beginningOf(stem.text);
    const others = byBeginning.get(beginning);
    if (others) others.push(one);
    else byBeginning.set(beginning, [one]);
    if (one.typos && !another && stem.text.length >= 4) mistakable.push({ entry: one, sign: signOf(stem.text) });
  }
  return { byBeginning, mistakable };
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
    const other = otherwise(word.text);
    const next = exactAt(words, at, lexicons) ??
      (other ? { words: [word], senses: [other], slips: 0 } : mistypedAt(word, lexicons)) ?? {
        words: [word],
        senses: [],
        slips: 0,
      };
    found.push(next);
    at += next.words.length;
  }
  return found;
}

function exactAt<Sense>(
  words: readonly Word[],
  at: number,
  lexicons: readonly Lexicon<Sense>[],
): Found<Sense> | undefined {
  let best = 0;
  let senses: Sense[] = [];
  let count = 1;
  const beginning = beginningOf(words[at]!.text);
  for (const { byBeginning } of lexicons) {
    for (const { pattern, sense } of byBeginning.get(beginning) ?? []) {
      if (!pattern.every((stem, index) => isExactly(words[at + index]?.text, stem))) continue;
      // More words weigh more than longer ones, a whole word more than a beginning.
      const weight = pattern.reduce((sum, { text, open }) => sum + 100 + text.length + (open ? 0 : 0.5), 0);
      if (weight > best) [best, senses, count] = [weight, [], pattern.length];
      if (weight === best) senses.push(sense);
    }
  }
  return best > 0 ? { words: words.slice(at, at + count), senses, slips: 0 } : undefined;
}

function isExactly(word: string | undefined, { text, open }: Stem): boolean {
  if (word === undefined) return false;
  return open ? word.startsWith(text) && word.length - text.length <= longestEnding : word === text;
}

function mistypedAt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense> | undefined {
  let best = Number.POSITIVE_INFINITY;
  let senses: Sense[] = [];
  const sign = signOf(word.text);
  for (const { mistakable } of lexicons) {
    for (const { entry: one, sign: known } of mistakable) {
      const stem = one.pattern[0]!;
      const most = Math.min(best, mostSlips(stem.text.length));
      if (!mayBeSlip(sign, known, most)) continue;
      const count = slipsIn(word.text, stem);
      if (count > most) continue;
      if (count < best) [best, senses] = [count, []];
      senses.push(one.sense);
    }
  }
  return senses.length > 0 ? { words: [word], senses: [...new Set(senses)], slips: best } : undefined;
}

function slipsIn(word: string, { text, open }: Stem): number {
  // A short word is not taken for another that begins otherwise.
  if (text.length < 6 && word[0] !== text[0] && word[1] !== text[0]) return Number.POSITIVE_INFINITY;
  if (!open) return slips(word, text);
  if (word.length - text.length > longestEnding) return Number.POSITIVE_INFINITY;
  return Math.min(...[-1, 0, 1].map(more => slips(word.slice(0, text.length + more), text)));
}

/** A stem of one letter stands for that letter alone, so two letters tell the lists apart. */
function beginningOf(text: string): string {
  return text.slice(0, 2);
}
