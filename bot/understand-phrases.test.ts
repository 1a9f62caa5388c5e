import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjects as curriculum } from '#db/sample/subjects.ts';
import { type Asker, type Reading, understand } from './understand.ts';
import { buttonOf } from './wish.ts';

/** A phrase as somebody writes it, and the buttons that answer it well. */
interface Phrase {
  as: keyof typeof askers;
  phrase: string;
  means: string | string[];
}

// It is Tuesday, 24 November 2026.
const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const masha = { id: 1, givenName: 'Мария', familyName: 'Петрова', sex: 'female' } as const;
const vanya = { id: 2, givenName: 'Иван', familyName: 'Петров', sex: 'male' } as const;
const dima = { id: 3, givenName: 'Дмитрий', familyName: 'Смирнов', sex: 'male' } as const;
const known = { today: '2026-11-24', subjects, staff: false, classTeacher: false } as const;
const askers = {
  mother: { ...known, students: [masha, vanya] },
  father: { ...known, students: [dima] },
  student: { ...known, students: [masha] },
  teacher: { ...known, students: [], staff: true, classTeacher: true },
} satisfies Record<string, Asker>;

describe('phrases that the vocabulary was made from', () => {
  test.each(phrasesOf('tuning'))('$as writes «$phrase»', phrase => {
    expect(meaningsOf(phrase)).toContain(readingOf(phrase));
  });
});

test('of the phrases held back while the vocabulary was made, 95 of 100 are understood', () => {
  const phrases = phrasesOf('held-back');
  const right = phrases.filter(isRight);
  const byIntent = Map.groupBy(phrases, intentOf);
  const scores = [...byIntent].map(([intent, group]) => `${intent} ${group.filter(isRight).length} of ${group.length}`);
  const score = `${right.length} of ${phrases.length}`;
  console.log(`Held-back phrases understood: ${score}. ${scores.sort().join(', ')}.`);
  // A phrase that is shown here would be held back no more.
  if (right.length < phrases.length * 0.95) expect.fail(score);
});

function phrasesOf(set: 'tuning' | 'held-back'): Phrase[] {
  return JSON.parse(readFileSync(new URL(`../test/phrases/${set}.json`, import.meta.url), 'utf8'));
}

function isRight(phrase: Phrase): boolean {
  return meaningsOf(phrase).includes(readingOf(phrase));
}

/** The first word of what the phrase means. */
function intentOf(phrase: Phrase): string {
  return meaningsOf(phrase)[0]!.split(/[ /]/)[0]!;
}

function meaningsOf({ means }: Phrase): string[] {
  return [means].flat().map(meaning => meaning.replace(/\{([^}]+)\}/g, (_, names) => subjectIds(names.split('+'))));
}

function readingOf({ as, phrase }: Phrase): string {
  const reading = understand(phrase, askers[as]);
  if (reading.kind === 'wish') return button(reading, 0);
  return reading.kind === 'either' ? `either ${button(reading, 0)} | ${button(reading, 1)}` : reading.kind;
}

function button(reading: Extract<Reading, { kind: 'wish' | 'either' }>, at: 0 | 1): string {
  return buttonOf(reading.kind === 'wish' ? reading.wish : reading.wishes[at], known.today, undefined);
}

/** Ids in the order of the curriculum. */
function subjectIds(names: string[]): string {
  const meant = subjects.filter(({ name }) => names.includes(name));
  if (meant.length !== names.length) throw new Error(`a subject is unknown among ${names.join(', ')}`);
  return meant.map(({ id }) => id).join(',');
}
