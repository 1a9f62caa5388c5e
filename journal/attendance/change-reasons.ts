import { Absence, type AbsenceKind } from '#db/journal/absence.ts';
import { Lesson } from '#db/journal/lesson.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { recordChange } from '#school/history/record-change.ts';
import { refuseLocked } from '../entry-rules.ts';
import { absenceState, absenceSubject } from '../history/states.ts';
import { loadLessons } from '../lesson-head.ts';
import type { GivenReason } from './give-reason.ts';

/** Which absences of a class: of whom, when, and what stands there now. */
interface Choice {
  classId: number;
  studentIds: readonly number[];
  from: Day;
  to: Day;
  over: readonly AbsenceKind[];
}

/**
 * Writes a reason over the absences chosen, each as a new row, if no period closed by order lies among them; five
 * statements, however many lessons. Gives how many lessons were missed there, and how many of them became different.
 */
export async function changeReasons(
  act: Act,
  choice: Choice,
  kind: GivenReason,
): Promise<{ missed: number; changed: number }> {
  const params = {
    ...choice,
    students: `{${choice.studentIds.join(',')}}`,
    over: `{${choice.over.join(',')}}`,
  };
  const lessons = await loadLessons(act, { where: chosenLessons, params, toWrite: true });
  // Read under the lock of the lessons: their teachers may have been writing until now.
  const rows = await act.em.execute<AbsenceRow[]>(absencesQuery, {
    ...params,
    lessons: `{${lessons.map(({ id }) => id).join(',')}}`,
  });
  const changed = rows.filter(row => row.kind !== kind);
  const touched = new Set(changed.map(({ lessonId }) => lessonId));
  const closed = lessons.find(
    lesson => (lesson.locked === 'period' || lesson.locked === 'year') && touched.has(lesson.id),
  );
  if (closed) throw refuseLocked(closed)!;
  const replaced = changed.map(({ id }) => id);
  if (replaced.length > 0) await act.em.nativeUpdate(Absence, { id: { $in: replaced } }, { replacedAt: act.at });
  for (const row of changed) writeReason(act, row, kind);
  await act.em.flush();
  return { missed: rows.length, changed: changed.length };
}

const chosenLessons = `k.id = :classId and l.day between :from and :to and exists (select 1 from absence a
  where a.lesson_id = l.id and a.student_id = any(:students) and a.replaced_at is null and a.kind = any(:over))`;

const absencesQuery = `
  select a.id, a.lesson_id as "lessonId", l.course_id as "courseId", a.student_id as "studentId", a.kind
  from absence a join lesson l on l.id = a.lesson_id
  where l.id = any(:lessons) and a.student_id = any(:students) and a.replaced_at is null and a.kind = any(:over)
  order by l.day, l.slot, a.id`;

interface AbsenceRow {
  id: number;
  lessonId: number;
  courseId: number;
  studentId: number;
  kind: AbsenceKind;
}

function writeReason(act: Act, { id, lessonId, courseId, studentId, kind: before }: AbsenceRow, kind: GivenReason) {
  act.em.create(Absence, {
    lesson: act.em.getReference(Lesson, lessonId),
    student: act.em.getReference(Student, studentId),
    kind,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
    replaces: act.em.getReference(Absence, id),
  });
  recordChange(act, {
    deed: 'absence',
    subject: absenceSubject(lessonId, studentId),
    course: courseId,
    student: studentId,
    before: absenceState(before),
    after: absenceState(kind),
  });
}
