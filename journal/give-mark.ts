import type { Act } from '#school/act.ts';
import { enterMark, type MarkEntry } from './enter-mark.ts';
import { refuseTogether } from './refuse-together.ts';
import { saveSheet } from './save-sheet.ts';
import { openSheet } from './sheet.ts';

/**
 * Gives, corrects or (with nothing as value) takes back a mark; a correction is a new row over the old one. Families are
 * told. Refusals: not-found, not-allowed (also after the editing window and in a closed period), invalid (3.3, 3.4).
 */
export async function giveMark(act: Act, entry: MarkEntry & { lessonId: number }): Promise<void> {
  await giveMarks(act, entry.lessonId, [entry]);
}

/** Several marks of one lesson, all or none; a refusal of several names each student. */
export async function giveMarks(act: Act, lessonId: number, entries: readonly MarkEntry[]): Promise<void> {
  const [studentId, ...others] = new Set(entries.map(entry => entry.studentId));
  const sheet = await openSheet(act, lessonId, others.length === 0 ? { studentId } : {});
  refuseTogether(entries.map(entry => enterMark(sheet, entry)));
  await saveSheet(act, sheet);
}
