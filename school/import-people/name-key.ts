import { withoutYo } from '../names.ts';
import words from './people-words.json' with { type: 'json' };
import type { PersonName } from './read-values.ts';

/** By what people are looked for: family and given name without regard to yo, case and spaces. */
export function nameKey({ familyName, givenName }: Pick<PersonName, 'familyName' | 'givenName'>): string {
  return `${plain(familyName)} ${plain(givenName)}`;
}

/** Nothing speaks against one of them being the other: a patronymic that is not written contradicts none. */
export function isSamePatronymic(one: string | null, other: string | null): boolean {
  return one === null || other === null || plain(one) === plain(other);
}

/** Husband and wife, son and daughter bear one family name in two forms. */
export function isSameFamily(one: string, other: string): boolean {
  return stem(one) === stem(other);
}

function stem(familyName: string): string {
  return plain(familyName).replace(familyEnds, '');
}

const familyEnds = new RegExp(words.familyEnds);

/** Whether two spellings are one word to who reads them. */
export function isSameWord(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(word: string): string {
  return withoutYo(word.toLowerCase().normalize('NFC')).replace(/\s+/g, ' ').trim();
}
