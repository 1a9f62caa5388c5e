import type { Act } from '#school/act.ts';
import { type AbsenceEntry, enterAbsence } from './enter-absence.ts';
import { refuseFuture, refuseLocked } from './entry-rules.ts';
import { refuseTogether } from './refuse-together.ts';
import { markAttendanceTaken, saveSheet } from './save-sheet.ts';
import { openSheet } from './sheet.ts';

/**
 * Says that a student was missing («н»), late («оп») or there after all (null). Parents are told of what they hear for
 * the first time. The attendance of the lesson counts as taken. Refusals: not-found, not-allowed, invalid (3.3).
 */
export async function markAbsence(act: Act, entry: AbsenceEntry & { lessonId: number }): Promise<void> {
  await markAbsences(act, entry.lessonId, [entry]);
}

/** Several at once, all or none; none at all says that nobody is missing. */
export async function markAbsences(act: Act, lessonId: number, entries: readonly AbsenceEntry[]): Promise<void> {
  const sheet = await openSheet(act, lessonId);
  const { lesson } = sheet;
  refuseTogether([
    ...(entries.length === 0 ? [refuseLocked(lesson) ?? refuseFuture(lesson)] : []),
    ...entries.map(entry => enterAbsence(sheet, entry)),
  ]);
  await saveSheet(act, sheet);
  await markAttendanceTaken(act, sheet);
}
