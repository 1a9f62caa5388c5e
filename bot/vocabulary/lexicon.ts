import { mayBeSlip, mostSlips, signOf, slips } from './slips.ts';
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
  mistakable: { entry: Entry<Sense>; sign: number; sound: string }[];
}

const longestEnding = 6;
/** The second of two words without a space has so many letters at least. */
const shortestGlued = 5;
/** So long is a mistyped word that another before it explains. */
const shortestNear = 6;

export function entry<Sense>(pattern: string, sense: Sense, { typos = true, joins = false } = {}): Entry<Sense> {
  const stems = small(pattern)
    .split(' ')
    .map(word => ({ text: word.replace('*', ''), open: word.endsWith('*') }));
  return { pattern: stems, sense, typos, joins };
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
    if (one.typos && !another && stem.text.length >= (stem.open ? 5 : 4)) {
      mistakable.push({ entry: one, sign: signOf(stem.text), sound: soundOf(stem.text) });
    }
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
    const exact = exactAt(words, at, lexicons);
    const several = exact && exact.words.length > 1;
    const known =
      (several ? undefined : nearlyAt(words, at, lexicons)) ??
      exact ??
      (other ? { words: [word], senses: [other], slips: 0 } : undefined);
    const next = known ? [known] : (gluedAt(word, lexicons) ?? [mistypedAt(word, lexicons) ?? unknown(word)]);
    found.push(...next);
    at += known?.words.length ?? 1;
  }
  return found;
}

function unknown<Sense>(word: Word): Found<Sense> {
  return { words: [word], senses: [], slips: 0 };
}

/** «не заплнила»: two words, the second of them mistyped and nothing by itself. */
function nearlyAt<Sense>(
  words: readonly Word[],
  at: number,
  lexicons: readonly Lexicon<Sense>[],
): Found<Sense> | undefined {
  const [first, second] = [words[at]!.text, words[at + 1]?.text];
  if (!second || second.length < shortestNear || exactAt(words, at + 1, lexicons)) return undefined;
  const near = lexicons
    .flatMap(({ byBeginning }) => byBeginning.get(beginningOf(first)) ?? [])
    .filter(({ pattern: [one, other, third], typos }) => {
      if (!typos || !one || !other || third || other.text.length < shortestNear) return false;
      return isExactly(first, one) && slipsIn(second, other) === 1;
    });
  if (near.length === 0) return undefined;
  return { words: words.slice(at, at + 2), senses: [...new Set(near.map(({ sense }) => sense))], slips: 1 };
}

/** «занеделю»: two words without the space between them. */
function gluedAt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense>[] | undefined {
  for (let length = 2; length <= word.text.length - shortestGlued; length++) {
    const [first, second] = [word.text.slice(0, length), word.text.slice(length)].map(text =>
      exactAt([{ text, capital: false }], 0, lexicons),
    );
    if (first && second) return [first, second];
  }
  return undefined;
}

function exactAt<Sense>(
  words: readonly Word[],
  at: number,
  lexicons: readonly Lexicon<Sense>[],
): Found<Sense> | undefined {
  const beginning = beginningOf(words[at]!.text);
  const fitting = lexicons
    .flatMap(({ byBeginning }) => byBeginning.get(beginning) ?? [])
    .filter(({ pattern }) => pattern.every((stem, index) => isExactly(words[at + index]?.text, stem)))
    .map(one => ({ ...one, weight: weightOf(one) }));
  const best = fitting.reduce((most, one) => (one.weight > most.weight ? one : most), fitting[0]!);
  if (!best) return undefined;
  const count = best.pattern.length;
  const meant = fitting.filter(
    ({ weight, joins, pattern }) => weight === best.weight || (joins && pattern.length === count),
  );
  return { words: words.slice(at, at + count), senses: [...new Set(meant.map(({ sense }) => sense))], slips: 0 };
}

/** More words weigh more than longer ones, a whole word more than a beginning. */
function weightOf({ pattern }: Entry<unknown>): number {
  return pattern.reduce((sum, { text, open }) => sum + 100 + text.length + (open ? 0 : 0.5), 0);
}

function isExactly(word: string | undefined, { text, open }: Stem): boolean {
  if (word === undefined) return false;
  return open ? word.startsWith(text) && word.length - text.length <= longestEnding : word === text;
}

/** Of words as near, the longest: more of it is as it was typed. */
function mistypedAt<Sense>(word: Word, lexicons: readonly Lexicon<Sense>[]): Found<Sense> | undefined {
  let least = Number.POSITIVE_INFINITY;
  let near: Entry<Sense>[] = [];
  const [sign, sound] = [signOf(word.text), soundOf(word.text)];
  for (const { mistakable } of lexicons) {
    for (const { entry: one, sign: known, sound: heard } of mistakable) {
      const stem = one.pattern[0]!;
      const most = Math.min(least, mostSlips(stem.text.length));
      const alike = isExactly(sound, { text: heard, open: stem.open });
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
