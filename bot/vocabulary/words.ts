import layout from '#templates/bot/vocabulary/layout.json' with { type: 'json' };

/** One word of a message, as it is compared. */
export interface Word {
  text: string;
  /** It began with a capital letter and not the message: perhaps a name. */
  capital: boolean;
}

/** A longer message is read only so far. */
const mostWords = 40;

/** A message as words: small letters, no accents and punctuation, words joined at their hyphens, dates kept whole. */
export function wordsOf(message: string): Word[] {
  const pieces =
    plain(message.slice(0, 600)).match(/\d{1,2}\.\d{1,2}(?:\.\d{2,4})?|\d+|[\p{L}\p{M}]+|-(?=\s*\d)/gu) ?? [];
  return pieces.slice(0, mostWords).map((piece, index) => ({
    text: roman(small(piece)),
    capital: index > 0 && /^\p{Lu}/u.test(piece),
  }));
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
      // Endings of numbers («24-го», «2-я») say nothing; a hyphen inside a word («физ-ра») joins it.
      .replace(/(\d)-\p{L}{1,3}(?!\p{L})/gu, '$1')
      .replace(/(?<=\p{L})-(?=\p{L})/gu, '')
  );
}

const numerals: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4' };

function roman(word: string): string {
  return numerals[word] ?? word;
}
