import letters from '#templates/bot/vocabulary/class-letters.json' with { type: 'json' };
import layout from '#templates/bot/vocabulary/layout.json' with { type: 'json' };
import endings from '#templates/bot/vocabulary/number-endings.json' with { type: 'json' };

/** One word of a message, as it is compared. */
export interface Word {
  text: string;
  /** It began with a capital letter, and no sentence with it: perhaps a name. */
  capital: boolean;
}

/** A longer message is read only so far. */
const mostWords = 40;

/** A message as words: small letters, no accents and punctuation, words joined at their hyphens, dates kept whole. */
export function wordsOf(message: string): Word[] {
  const text = plain(message.slice(0, 600));
  const shouted = !/\p{Ll}/u.test(text);
  const pieces = text.matchAll(/\d{1,2}\.\d{1,2}(?:\.\d{2,4})?|\d{1,2}\p{L}(?!\p{L})|\d+°?|[\p{L}\p{M}]+|-(?=\s*\d)/gu);
  return [...pieces.take(mostWords)].map(({ 0: piece, index }) => ({
    text: roman(small(piece)),
    capital: !shouted && /^\p{Lu}/u.test(piece) && !beginsSentence(text, index),
  }));
}

function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd();
  return before === '' || /[.!?…:\n)]$/.test(before) || text.slice(before.length, at).includes('\n');
}

/** A word or a pattern in the form in which they are compared. */
export function small(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\u0308|\u0301/g, '')
    .normalize('NFC');
}

/** The message as it would be in the other keyboard layout, when it was typed in the wrong one. */
export function inOtherLayout(message: string): string | undefined {
  const keys = layout as Record<string, string>;
  const letters = message.match(/\p{L}/gu) ?? [];
  if (letters.length < 3 || !letters.every(letter => /[a-z]/i.test(letter))) return undefined;
  return [...message.toLowerCase()].map(key => keys[key] ?? key).join('');
}

function plain(message: string): string {
  return (
    message
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(hyphenedClass, '$1$2')
      // An ending («24-го», «2-я») only says that it is a number in order; a hyphen inside a word («физ-ра») joins it.
      .replace(/(?<!\d)(\d{1,2})-\p{L}{1,3}(?!\p{L})/gu, '$1°')
      .replace(joinedEnding, '$1°')
      .replace(/(?<=\p{L})-(?=\p{L})/gu, '')
  );
}

/** «5-Б». */
const hyphenedClass = new RegExp(`(?<!\\d)(\\d{1,2})-([${letters}])(?!\\p{L})`, 'giu');

/** «27го», as people write it in haste. */
const joinedEnding = new RegExp(`(?<!\\d)(\\d{1,2})(?:${endings.join('|')})(?!\\p{L})`, 'giu');

const numerals: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4' };

function roman(word: string): string {
  return numerals[word] ?? word;
}
