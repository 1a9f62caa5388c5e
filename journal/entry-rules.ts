import { Refusal } from '#school/refusal.ts';
import words from './entry-words.json' with { type: 'json' };
import type { LessonHead } from './lesson-head.ts';
import type { Sheet, SheetStudent } from './sheet.ts';

/*
 * What may be written into a lesson: each rule once, for every door. A rule gives its refusal or nothing;
 * the entries ask rules in the order in which a teacher would want to hear of them.
 */

/** A lesson that is not held has no journal; an order closes the period for everyone; after the editing window the deputy opens it. */
export function refuseLocked({ locked, editingDays }: LessonHead): Refusal | undefined {
  if (locked === 'cancelled') return new Refusal('not-allowed', 'lesson/cancelled');
  if (locked === 'year') return new Refusal('not-allowed', 'lesson/year-over');
  if (locked === 'period') return new Refusal('not-allowed', 'lesson/period-closed');
  if (locked === 'window') return new Refusal('not-allowed', 'lesson/window-over', { facts: { days: editingDays } });
  return undefined;
}

/** Nobody has a mark or is missing in a lesson that has not begun. */
export function refuseFuture({ begun, day, startsAt }: LessonHead): Refusal | undefined {
  return begun ? undefined : new Refusal('invalid', 'lesson/not-begun', { facts: { day, startsAt } });
}

/** 3.4: no marks in grade 1; and none in other courses without marks. */
export function refuseUngraded({ grade, graded, subject }: LessonHead): Refusal | undefined {
  if (grade === 1) return new Refusal('invalid', 'mark/first-grade');
  return graded ? undefined : new Refusal('invalid', 'mark/ungraded', { facts: { subject } });
}

/** 3.3: «осв.» is nothing that one enters, neither as a mark nor as an absence. */
export function refuseExempt(typed: string): Refusal | undefined {
  return exempt.test(typed.trim()) ? new Refusal('invalid', 'mark/exempt') : undefined;
}

const exempt = new RegExp(words.exempt, 'i');

/** The student was of the class, or of the subgroup, on the lesson's day. */
export function refuseStranger({ students, lesson }: Sheet, studentId: number): Refusal | undefined {
  if (students.has(studentId)) return undefined;
  const { className, subgroup, day } = lesson;
  return new Refusal('invalid', 'lesson/stranger', { facts: { className, subgroup, day } });
}

/** Two cells at most: a work graded twice. */
export function refusePosition(position: number): Refusal | undefined {
  return position === 1 || position === 2 ? undefined : new Refusal('invalid', 'mark/position');
}

/** The scale of the school: from its lowest mark to five. */
export function refuseOutsideScale(lesson: LessonHead, { name }: SheetStudent, value: number): Refusal | undefined {
  const lowest = lesson.lowestMark;
  const fits = Number.isInteger(value) && value >= lowest && value <= highestMark;
  return fits ? undefined : new Refusal('invalid', 'mark/scale', { facts: { student: name, lowest } });
}

export const highestMark = 5;

/** Who is absent has no mark: neither is entered over the other. */
export function refuseMarkOfAbsent({ name, absence }: SheetStudent): Refusal | undefined {
  const isMissing = absence !== null && absence !== 'late';
  return isMissing ? new Refusal('invalid', 'mark/absent', { facts: { student: name } }) : undefined;
}

export function refuseAbsenceOfMarked({ name, marks }: SheetStudent): Refusal | undefined {
  const value = [...marks.values()].find(mark => mark.value !== null)?.value;
  return value === undefined
    ? undefined
    : new Refusal('invalid', 'absence/marked', { facts: { student: name, value } });
}

export const longestComment = 500;
export const longestTopic = 500;
export const longestHomework = 2000;

/** A text no longer than its place. */
export function refuseLong(text: string | null, most: number): Refusal | undefined {
  const length = text?.length ?? 0;
  return length > most ? new Refusal('invalid', 'lesson/text-long', { facts: { most, length } }) : undefined;
}

/** 3.2g: records are in Russian. A text of other letters alone is taken, with a warning; «§ 10, № 65» is in any language. */
export function isNotRussian(text: string | null): boolean {
  return text !== null && /\p{L}/u.test(text) && !/\p{Script=Cyrillic}/u.test(text);
}

const absenceCodes = new Map(Object.entries(words.absence) as [string, 'unknown' | 'late'][]);

/** The teacher's two codes in any form they come in: a word, «н», «оп», or nothing for «was there». */
export function readAbsence(typed: string | null): 'unknown' | 'late' | null | undefined {
  const text = typed?.trim().toLowerCase() ?? '';
  return text === '' ? null : absenceCodes.get(text);
}
