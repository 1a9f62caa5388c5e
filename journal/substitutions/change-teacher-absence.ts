import { TeacherAbsence } from '#db/journal/teacher-absence.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { loadLessons } from '../lesson-head.ts';
import { holdPeople } from './settle-lessons.ts';
import { readEntry, refuseOverlap, type TeacherAbsenceEntry } from './teacher-absence-entry.ts';
import { findAbsence, isInItsTime, paramsOf } from './teacher-absence-head.ts';
import { takeBack, writtenOf, writtenRefusal } from './withdraw-substitution.ts';

/**
 * Changes the dates, the reason or the order of an absence, once for all its substitutions. Those of lessons it no longer
 * holds are taken back. Refusals: not-allowed, not-found, invalid (as entered), conflict (`teacher-absence/overlap`,
 * `substitution/written` where a substitute has written into such a lesson).
 */
export async function changeTeacherAbsence(act: Act, id: number, typed: TeacherAbsenceEntry): Promise<void> {
  permit(act, 'keepSubstitutions');
  const entry = readEntry(typed);
  const absence = await findAbsence(act, id, { toWrite: true });
  await holdPeople(act, [absence.teacherId]);
  await refuseOverlap(act, { ...entry, teacherId: absence.teacherId, except: id });
  await act.em.nativeUpdate(TeacherAbsence, { id }, entry);
  await takeBackOf(act, `u.absence_id = :absence and not ${isInItsTime}`, paramsOf({ ...absence, ...entry }));
}

/** Takes an absence back with all that was decided for its lessons. Refusals: as above. */
export async function withdrawTeacherAbsence(act: Act, id: number): Promise<void> {
  permit(act, 'keepSubstitutions');
  await findAbsence(act, id, { toWrite: true });
  await takeBackOf(act, 'u.absence_id = :absence', { absence: id });
  await act.em.nativeDelete(TeacherAbsence, { id });
}

async function takeBackOf(act: Act, where: string, params: Record<string, unknown>): Promise<void> {
  const lessons = await loadLessons(act, { where, params, toWrite: true });
  const written = await writtenOf(
    act,
    lessons.map(({ id }) => id),
  );
  const kept = lessons.find(({ id }) => written.has(id));
  if (kept) throw writtenRefusal(kept);
  await takeBack(act, lessons);
}
