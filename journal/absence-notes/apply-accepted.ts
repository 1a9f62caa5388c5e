import { Absence } from '#db/journal/absence.ts';
import { Lesson } from '#db/journal/lesson.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '#school/act.ts';
import { recordChange } from '#school/history/record-change.ts';
import { absenceState, absenceSubject } from '../history/states.ts';
import type { Sheet } from '../sheet.ts';
import type { NoteReason } from './explain-absence.ts';
import { reasonOf } from './settle-note.ts';

/**
 * Gives a fresh «н» the reason that the class teacher has accepted for that day beforehand, in the class teacher's name.
 * One query more where somebody is newly missing, a second where it was announced.
 */
export async function applyAcceptedNotes(act: Act, sheets: readonly Sheet[]): Promise<void> {
  const missing = sheets.flatMap(({ lesson, changes }) =>
    changes.flatMap(change =>
      change.cell === 'absence' && change.after === 'unknown' ? { lesson: lesson.id, student: change.student.id } : [],
    ),
  );
  if (missing.length === 0) return;
  const announced = await act.em.execute<Announced[]>(announcedQuery, { missing: JSON.stringify(missing) });
  if (announced.length === 0) return;
  await act.em.nativeUpdate(Absence, { id: { $in: announced.map(({ id }) => id) } }, { replacedAt: act.at });
  for (const { id, lessonId, courseId, studentId, reason, settledBy } of announced) {
    const kind = reasonOf(reason);
    act.em.create(Absence, {
      lesson: act.em.getReference(Lesson, lessonId),
      student: act.em.getReference(Student, studentId),
      kind,
      at: act.at,
      by: act.em.getReference(Person, settledBy),
      replaces: act.em.getReference(Absence, id),
    });
    const [before, after] = [absenceState('unknown'), absenceState(kind)];
    const subject = absenceSubject(lessonId, studentId);
    recordChange(act, { deed: 'absence', subject, course: courseId, student: studentId, before, after });
  }
  await act.em.flush();
}

interface Announced {
  /** Of the absence. */
  id: number;
  lessonId: number;
  courseId: number;
  studentId: number;
  reason: NoteReason;
  settledBy: number;
}

const announcedQuery = `
  select distinct on (a.id) a.id, l.id as "lessonId", l.course_id as "courseId", a.student_id as "studentId",
    n.reason, n.settled_by_id as "settledBy"
  from jsonb_to_recordset(:missing::jsonb) as m(lesson int, student int)
  join lesson l on l.id = m.lesson
  join absence a on a.lesson_id = l.id and a.student_id = m.student and a.replaced_at is null and a.kind = 'unknown'
  join absence_note n on n.student_id = a.student_id and n.accepted and n.settled_by_id is not null
    and l.day between n.since and n.until
  order by a.id, n.settled_at desc`;
