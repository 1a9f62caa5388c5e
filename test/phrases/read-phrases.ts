import { readFileSync } from 'node:fs';
import { type Asker, type Reading, understand } from '#bot/understand.ts';
import { buttonOf } from '#bot/wish.ts';
import { subjects as curriculum } from '#db/sample/subjects.ts';

/** A phrase as somebody writes it, and the buttons that answer it well; «?» when none does. */
export interface Phrase {
  as: keyof typeof askers;
  phrase: string;
  means: string | string[];
}

// It is Tuesday, 24 November 2026.
const subjects = curriculum.map(({ name, shortName }, index) => ({ id: index + 1, name, shortName }));
const masha = { id: 1, givenName: 'Мария', familyName: 'Петрова', sex: 'female', className: '5Б' } as const;
const vanya = { id: 2, givenName: 'Иван', familyName: 'Петров', sex: 'male', className: '2А' } as const;
const dima = { id: 3, givenName: 'Дмитрий', familyName: 'Смирнов', sex: 'male', className: '5Б' } as const;
const known = { today: '2026-11-24', subjects, staff: false, classTeacher: false } as const;
const askers = {
  mother: { ...known, students: [masha, vanya] },
  father: { ...known, students: [dima] },
  student: { ...known, students: [masha] },
  teacher: { ...known, students: [], staff: true, classTeacher: true },
} satisfies Record<string, Asker>;

export function phrasesOf(set: 'tuning' | 'second' | 'held-back'): Phrase[] {
  return JSON.parse(readFileSync(new URL(`./${set}.json`, import.meta.url), 'utf8'));
}

/** Every button that answers the phrase well; `{Алгебра+История}` are ids in the order of the curriculum. */
export function meaningsOf({ means }: Pick<Phrase, 'means'>): string[] {
  return [means].flat().flatMap(meaning => {
    if (meaning === '?') return ['elsewhere', 'nonsense', 'stranger'];
    // The quiet hours are a page of the settings, and were part of their first one.
    if (meaning === 'settings') return ['settings', 'settings/quiet'];
    return meaning.replace(/\{([^}]+)\}/g, (_, names) => subjectIds(names.split('+')));
  });
}

/** The button the bot takes the phrase for, or how else it reads it. */
export function readingOf({ as, phrase }: Pick<Phrase, 'as' | 'phrase'>): string {
  const reading = understand(phrase, askers[as]);
  if (reading.kind === 'wish') return button(reading, 0);
  return reading.kind === 'either' ? `either ${button(reading, 0)} | ${button(reading, 1)}` : reading.kind;
}

function button(reading: Extract<Reading, { kind: 'wish' | 'either' }>, at: 0 | 1): string {
  return buttonOf(reading.kind === 'wish' ? reading.wish : reading.wishes[at], known.today, undefined);
}

function subjectIds(names: string[]): string {
  const meant = subjects.filter(({ name }) => names.includes(name));
  if (meant.length !== names.length) throw new Error(`a subject is unknown among ${names.join(', ')}`);
  return meant.map(({ id }) => id).join(',');
}
