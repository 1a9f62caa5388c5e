import { formsOf, shortNames } from '../vocabulary/names.ts';
import { mostSlips, slips } from '../vocabulary/slips.ts';
import { small } from '../vocabulary/words.ts';

/** A student of the lesson, «Петрова Мария». */
export interface Pupil {
  id: number;
  name: string;
}

/**
 * Whom the words of a name may mean: those they fit best; several when the name leaves it open, none when it is nobody's.
 * A word is a family or given name, its case, an initial, or one of these with a slip in it.
 */
export function whoIsMeant<P extends Pupil>(words: readonly string[], pupils: readonly P[], oblique = false): P[] {
  const costs = pupils.map(pupil => costOf(words.map(small), partsOf(pupil.name), oblique));
  const least = Math.min(...costs);
  return least === Number.POSITIVE_INFINITY ? [] : pupils.filter((_, index) => costs[index] === least);
}

/** Each name of a student with everything it is called. */
type Part = readonly { calls: string[]; forms: Set<string> }[];

function partsOf(name: string): Part {
  const known = partsByName.get(name);
  if (known) return known;
  const [family = '', ...given] = name.split(' ');
  const parts = [[family], [given.join(' '), ...shortNames(given.join(' '))]].map(calls => ({
    calls: calls.map(small),
    forms: new Set(calls.flatMap(formsOf)),
  }));
  if (partsByName.size >= mostKept) partsByName.clear();
  partsByName.set(name, parts);
  return parts;
}

// A message of thirty names asks for the forms of thirty students thirty times.
const partsByName = new Map<string, Part>();
const mostKept = 2000;

const nobody = Number.POSITIVE_INFINITY;
const [costOfForm, costOfSlip] = [1, 10];

/** What the words are off by, when each says another name of the student. */
function costOf(words: readonly string[], parts: Part, oblique: boolean): number {
  const [first, second, third] = words;
  if (first === undefined || third !== undefined) return nobody;
  const alone = (word: string) => Math.min(...parts.map(part => costOfWord(word, part, oblique)));
  if (second === undefined) return first.length > 1 ? alone(first) : nobody;
  const [family, given] = parts;
  const inOrder = (one: string, other: string) =>
    costOfWord(one, family!, oblique) + costOfWord(other, given!, oblique);
  return Math.min(inOrder(first, second), inOrder(second, first));
}

function costOfWord(word: string, { calls, forms }: Part[number], oblique: boolean): number {
  if (calls.includes(word)) return 0;
  if (word.length === 1) return calls[0]!.startsWith(word) ? 0 : nobody;
  // «Нет Иванова» may be a boy as well as a girl.
  if (forms.has(word)) return oblique ? 0 : costOfForm;
  const [call] = calls;
  const count = slips(word, call!);
  return call!.length >= 4 && count <= mostSlips(call!.length) ? costOfSlip + count : nobody;
}
