import type { Act } from '#school/act.ts';
import { refuseFuture, refuseLocked } from './entry-rules.ts';
import { refuseTogether } from './refuse-together.ts';
import { markAttendanceTaken } from './save-sheet.ts';
import { openSheet } from './sheet.ts';

/** Says that the roll was called and everyone not entered as missing is there. Refusals: not-found, not-allowed, invalid. */
export async function takeAttendance(act: Act, lessonId: number): Promise<void> {
  const sheet = await openSheet(act, lessonId);
  refuseTogether([refuseLocked(sheet.lesson) ?? refuseFuture(sheet.lesson)]);
  await markAttendanceTaken(act, sheet);
}
