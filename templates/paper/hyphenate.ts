import letters from './syllables.json' with { type: 'json' };

/** What a broken word has at the end of its line; in no text of ours otherwise, so that one can tell it from a hyphen of the word. */
export const breakSign = '\u2010';

const [v, c, s] = [`[${letters.vowels}]`, `[${letters.consonants}]`, `[${letters.signs}]`];
const l = `[${letters.vowels}${letters.consonants}${letters.signs}]`;
// Between what syllables a line may end: after a sign, between vowels, within consonants.
const between: [before: string, after: string][] = [
  [s, `${l}${l}`],
  [v, `${v}${l}`],
  [`${v}${c}`, `${c}${v}`],
  [`${c}${v}`, `${c}${v}`],
  [`${v}${c}`, `${c}${c}${v}`],
  [`${v}${c}${c}`, `${c}${c}${v}`],
];
const place = new RegExp(between.map(([before, after]) => `(?<=${l}${before})(?=${after})`).join('|'), 'g');

/** After how many letters a Russian word may be broken, by syllables; never leaves one letter alone. */
export function breaksOf(word: string): number[] {
  return [...word.toLowerCase().matchAll(place)].map(({ index }) => index);
}
