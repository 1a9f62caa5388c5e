import { signOf } from './slips.ts';
import { soundOf } from './sound.ts';
import { small, type Word } from './words.ts';

/**
 * Words of one sense. A pattern is a word («долги»), a beginning («отметк*») or several of them («не заполн*»).
 * `typos` says whether a word with a slip in it may still mean this, `joins` whether it is meant beside a better pattern.
 */
export interface Entry<Sense> {
  pattern: Stem[];
  sense: Sense;
  typos: boolean;
  joins: boolean;
  /** More words weigh more than longer ones, a whole word more than a beginning. */
  weight: number;
}

export interface Stem {
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
  mistakable: { entry: Entry<Sense>; sign: number; sound: string }[];
}

/** No ending of an open stem is longer. */
export const longestEnding = 6;

export function entry<Sense>(pattern: string, sense: Sense, { typos = true, joins = false } = {}): Entry<Sense> {
  const stems = small(pattern)
    .split(' ')
    .map(word => ({ text: word.replace('*', ''), open: word.endsWith('*') }));
  const weight = stems.reduce((sum, { text, open }) => sum + 100 + text.length + (open ? 0 : 0.5), 0);
  return { pattern: stems, sense, typos, joins, weight };
}

/** `heard: false` for words that people misspell by the finger alone, as names of their children. */
export function lexiconOf<Sense>(entries: readonly Entry<Sense>[], { heard = true } = {}): Lexicon<Sense> {
  const byBeginning = new Map<string, Entry<Sense>[]>();
  const mistakable: Lexicon<Sense>['mistakable'] = [];
  for (const one of entries) {
    const [stem, another] = one.pattern;
    if (!stem) continue;
    const beginning = beginningOf(stem.text);
    const others = byBeginning.get(beginning);
    if (others) others.push(one);
    else byBeginning.set(beginning, [one]);
    if (one.typos && !another && stem.text.length >= (stem.open ? 5 : 4)) {
      mistakable.push({ entry: one, sign: signOf(stem.text), sound: heard ? soundOf(stem.text) : '' });
    }
  }
  return { byBeginning, mistakable };
}

export function isExactly(word: string | undefined, { text, open }: Stem): boolean {
  if (word === undefined) return false;
  return open ? word.startsWith(text) && word.length - text.length <= longestEnding : word === text;
}

/** A stem of one letter stands for that letter alone, so two letters tell the lists apart. */
export function beginningOf(text: string): string {
  return text.slice(0, 2);
}
