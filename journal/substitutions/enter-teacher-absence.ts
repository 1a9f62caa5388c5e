import { TeacherAbsence } from '#db/journal/teacher-absence.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { teachersBetween } from '../timetable/free-teachers.ts';
import { holdPeople } from './settle-lessons.ts';
import { readEntry, refuseOverlap, type TeacherAbsenceEntry } from './teacher-absence-entry.ts';

/**
 * Says that a teacher is away from day to day (3.2c); the lessons of that time are open until somebody is found. Gives its
 * id. Refusals: not-allowed, invalid (teacherId, until, lastSlot, reason, orderNumber), conflict (`teacher-absence/overlap`).
 */
export async function enterTeacherAbsence(
  act: Act,
  { teacherId, ...typed }: TeacherAbsenceEntry & { teacherId: number },
): Promise<number> {
  permit(act, 'keepSubstitutions');
  const entry = readEntry(typed);
  const teachers = await teachersBetween(act, { from: entry.since, to: entry.until });
  if (!teachers.some(({ id }) => id === teacherId))
    throw new Refusal('invalid', 'teacher-absence/teacher', { field: 'teacherId' });
  await holdPeople(act, [teacherId]);
  await refuseOverlap(act, { teacherId, ...entry });
  const absence = act.em.create(TeacherAbsence, {
    ...entry,
    teacher: act.em.getReference(Person, teacherId),
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
  await act.em.flush();
  return absence.id;
}
