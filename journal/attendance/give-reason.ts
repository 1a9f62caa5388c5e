import type { AbsenceKind } from '#db/journal/absence.ts';
import type { Act } from '#school/act.ts';
import { type Day, daysBetween } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { changeReasons } from './change-reasons.ts';

/** What a class teacher says of absences. */
export const reasons = ['ill', 'valid', 'unexcused'] as const;
export type GivenReason = (typeof reasons)[number];

export interface ReasonsEntry {
  classId: number;
  studentIds: readonly number[];
  from: Day;
  to: Day;
  /** ill, valid, unexcused. */
  kind: string;
}

/**
 * Gives the absences of some students on some days their reason: turns «н», and changes what was given before; marks,
 * lates and those who were there stay. Nobody is told: a reason may be health. Gives how many lessons were changed.
 * Refusals: not-found, not-allowed (also in a period closed by order), invalid.
 */
export async function giveReason(act: Act, entry: ReasonsEntry): Promise<number> {
  const { classId, studentIds, from, to, kind } = entry;
  see(act, 'readAttendance', classId);
  permit(act, 'giveReason', { classId });
  if (studentIds.length === 0) invalid('absence/no-students', 'student');
  if (!isReason(kind)) invalid('absence/reason', 'kind');
  if (daysBetween(from, to) < 0) invalid('days', 'from');
  const choice = { classId, studentIds, from, to, over: explainable };
  const { missed, changed } = await changeReasons(act, choice, kind);
  if (missed === 0) throw new Refusal('invalid', 'absence/none-there', { field: 'from', facts: { from, to } });
  return changed;
}

const explainable: readonly AbsenceKind[] = ['unknown', ...reasons];

function isReason(kind: string): kind is GivenReason {
  return (reasons as readonly string[]).includes(kind);
}
