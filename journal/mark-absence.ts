import type { Act } from '#school/act.ts';
import { type AbsenceEntry, enterAbsence } from './enter-absence.ts';
import { refuseTogether } from './refuse-together.ts';
import { saveSheet } from './save-sheet.ts';
import { openSheet } from './sheet.ts';

/**
 * Says that a student was missing («н»), late («оп») or there after all (null). Parents are told of what they hear for
 * the first time. The attendance of the lesson counts as taken. Refusals: not-found, not-allowed, invalid (3.3).
 */
export async function markAbsence(act: Act, entry: AbsenceEntry & { lessonId: number }): Promise<void> {
  await markAbsences(act, entry.lessonId, [entry]);
}

/** Several at once, all or none. */
export async function markAbsences(act: Act, lessonId: number, entries: readonly AbsenceEntry[]): Promise<void> {
  const sheet = await openSheet(act, lessonId);
  refuseTogether(entries.map(entry => enterAbsence(sheet, entry)));
  await saveSheet(act, sheet);
}
