import type { FinalWord } from '#db/journal/period-mark.ts';
import { Refusal } from '#school/refusal.ts';
import { highestMark, refuseExempt } from '../entry-rules.ts';
import type { Choice } from './chosen-finals.ts';
import type { FinalColumn } from './final-columns.ts';
import words from './final-words.json' with { type: 'json' };
import type { FinalsBook } from './finals-book.ts';

/*
 * What may stand as a final mark: each rule once, for every door. A rule gives its refusal or nothing;
 * `enterFinal` asks them in the order in which a teacher would want to hear of them.
 */

/** 3.4: grade 1 has no marks of any kind. */
export function refuseFirstGrade({ course }: FinalsBook): Refusal | undefined {
  return course.scale === 'none' ? new Refusal('invalid', 'mark/first-grade') : undefined;
}

/** A closed period, unless the deputy has opened this journal; a year that is over. */
export function refuseLockedColumn({ locked }: FinalColumn): Refusal | undefined {
  if (locked === 'period') return new Refusal('not-allowed', 'lesson/period-closed');
  return locked === 'year' ? new Refusal('not-allowed', 'final/year-over') : undefined;
}

/** What was typed as a choice, in any form it comes in; undefined when it is none of ours. */
export function readFinal(typed: number | string | null): Choice | undefined {
  if (typeof typed !== 'string') return typed;
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  return /^\d$/.test(text) ? Number(text) : wordByText.get(text);
}

const wordByText = new Map(
  Object.entries(words).flatMap(([word, texts]) => texts.map(text => [text, word as FinalWord] as const)),
);

/** A choice as a journal writes it; nothing for none. */
export function finalText(choice: Choice): string {
  return typeof choice === 'string' ? words[choice][1]! : String(choice ?? '');
}

/** Numbers of the scale and н/а in a subject with marks, зачёт and незачёт in one without; 3.3: never «осв.». */
export function refuseChoice(
  { course }: FinalsBook,
  student: string,
  { typed, choice }: { typed: number | string | null; choice: Choice | undefined },
): Refusal | undefined {
  const exempt = typeof typed === 'string' ? refuseExempt(typed) : undefined;
  if (exempt || choice === null) return exempt;
  const isWord = choice === 'pass' || choice === 'fail';
  const { subject, lowestMark: lowest } = course;
  if (course.scale === 'words') {
    return isWord ? undefined : new Refusal('invalid', 'final/words-only', { facts: { student, subject } });
  }
  if (isWord) return new Refusal('invalid', 'final/marks-only', { facts: { student, subject } });
  const fits = choice === 'not-attested' || isOnScale(choice, lowest);
  return fits ? undefined : new Refusal('invalid', 'final/scale', { facts: { student, lowest } });
}

function isOnScale(choice: number | undefined, lowest: number): boolean {
  return choice !== undefined && Number.isInteger(choice) && choice >= lowest && choice <= highestMark;
}
