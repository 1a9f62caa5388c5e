import type { AssignedRole } from '#db/school/assignment.ts';
import { type Day, parseDay } from '../calendar.ts';
import { plainText } from '../imports/headings.ts';
import { tidyLine } from '../typed-text.ts';
import words from './people-words.json' with { type: 'json' };

export interface PersonName {
  familyName: string;
  givenName: string;
  patronymic: string | null;
}

export type Sex = 'female' | 'male';
export type Kinship = 'mother' | 'father' | 'guardian';

/** A class as it is named, «5Б». */
export interface ClassName {
  grade: number;
  letter: string;
}

/** «Петрова Мария Дмитриевна», or the three in columns of their own; nothing when it is no name. */
export function readName(parts: readonly string[]): PersonName | undefined {
  const whole =
    parts.length === 1
      ? tidyLine(parts[0]!)
          .replace(/^\d+[.)]\s*/, '')
          .split(' ')
      : parts.map(tidyLine);
  const [familyName = '', givenName = '', ...rest] = whole.map(capitalised);
  const patronymic = rest.join(' ').trim();
  const all = [familyName, givenName, ...(patronymic === '' ? [] : [patronymic])];
  return all.every(isName) ? { familyName, givenName, patronymic: patronymic === '' ? null : patronymic } : undefined;
}

function isName(text: string): boolean {
  return text.length <= 60 && /^\p{L}[\p{L}’'ʼ. -]*$/u.test(text);
}

/** «ИВАНОВ-ПЕТРОВ» is shouted; other spellings are the person's own. */
function capitalised(word: string): string {
  const isShouted = word.length > 1 && word === word.toUpperCase();
  return isShouted ? word.toLowerCase().replace(/(^|[\s-])\p{L}/gu, letter => letter.toUpperCase()) : word;
}

/** «01.09.2014», «1.9.14», «2014-09-01», «1 сентября 2014 г.»; nothing when it is no day. */
export function readDay(text: string): Day | undefined {
  const written = text.trim().replace(yearMark, '');
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(written);
  if (iso) return parseDay(iso.slice(1).join('-'));
  const [, date, month, year] =
    /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)$/.exec(written) ?? /^(\d{1,2}) ([^\s\d]+) (\d{4})$/.exec(written) ?? [];
  if (!date || !month || !year) return undefined;
  const number = /^\d/.test(month) ? Number(month) : monthNamed(month);
  const two = (part: number | string) => String(part).padStart(2, '0');
  return parseDay(`${year.length === 2 ? `20${year}` : year}-${two(number)}-${two(date)}`);
}

const yearMark = new RegExp(words.yearMark, 'i');

function monthNamed(word: string): number {
  const plain = plainText(word);
  return words.months.findIndex(stem => plain.startsWith(stem)) + 1;
}

/** «5Б», «5 "б"», «5-Б класс»; nothing when it is no class of a school. */
export function readClass(text: string): ClassName | undefined {
  const [, grade, letter] = /^(\d{1,2})[\s\-–«"'“„]*(\p{L})[»"'”“]*$/u.exec(text.trim().replace(classWord, '')) ?? [];
  if (!grade || !letter || Number(grade) < 1 || Number(grade) > 11) return undefined;
  const capital = letter.toUpperCase();
  // Latin letters that look the same are the same class.
  return { grade: Number(grade), letter: (words.alike as Record<string, string>)[capital] ?? capital };
}

const classWord = new RegExp(words.classWord, 'i');

/** The first telephone of the cell, «+79001234567»; nothing when there is none. */
export function readPhone(text: string): string | undefined {
  const digits = (text.replace(words.or, ',').split(/[,;/]/)[0] ?? '').replace(/\D/g, '');
  if (/^[78]\d{10}$/.test(digits)) return `+7${digits.slice(1)}`;
  if (/^9\d{9}$/.test(digits)) return `+7${digits}`;
  return digits.length >= 5 && digits.length <= 15 ? (text.trim().startsWith('+') ? `+${digits}` : digits) : undefined;
}

/** From its column, else from the patronymic or the family name; nothing when none of them says. */
export function readSex(text: string, name: PersonName): Sex | undefined {
  if (text !== '') return keyOf(words.sexes, plainText(text));
  return (
    (name.patronymic ? keyOf(words.patronymics, name.patronymic.toLowerCase()) : undefined) ??
    keyOf(words.families, name.familyName.toLowerCase())
  );
}

/** «мать», «отец», «опекун»; nothing when it is another word. */
export function readKinship(text: string): Kinship | undefined {
  return keyOf(words.kinship, plainText(text));
}

/** The functions a post of the staff list gives: «заместитель директора, учитель химии» gives two; nothing when none. */
export function readFunctions(text: string): AssignedRole[] {
  const found = text.split(/[,;/+]/).flatMap(part => keyOf(words.functions, plainText(part)) ?? []);
  return [...new Set(found)];
}

function keyOf<K extends string>(patterns: Record<K, string>, text: string): K | undefined {
  return (Object.keys(patterns) as K[]).find(key => new RegExp(patterns[key]).test(text));
}
