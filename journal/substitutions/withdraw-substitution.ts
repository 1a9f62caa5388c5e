import { Lesson } from '#db/journal/lesson.ts';
import { Substitution } from '#db/journal/substitution.ts';
import type { Act } from '#school/act.ts';
import { recordChange } from '#school/history/record-change.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { findLesson, type LessonHead } from '../lesson-head.ts';
import { tellWithdrawn } from '../tellings/tell-stand-ins.ts';

/**
 * Takes back what was decided for a lesson: it is its teacher's again, and open. Whoever was told is told. Refusals:
 * not-allowed, not-found, conflict (`substitution/written`: the substitute has written into the journal, so it stays).
 */
export async function withdrawSubstitution(act: Act, lessonId: number): Promise<void> {
  permit(act, 'keepSubstitutions');
  const { lesson, absenceId } = await lockSubstituted(act, lessonId);
  if (absenceId === null) throw new Refusal('not-found', 'not-found');
  if ((await writtenOf(act, [lesson.id])).has(lesson.id)) throw writtenRefusal(lesson);
  await takeBack(act, [lesson]);
}

// The absence first, as whoever decides does: two who do both wait for each other, and not for ever.
async function lockSubstituted(act: Act, lessonId: number): Promise<{ lesson: LessonHead; absenceId: number | null }> {
  const [held] = await act.em.execute<{ id: number }[]>(
    `select a.id from teacher_absence a where a.id = (select u.absence_id from substitution u where u.lesson_id = :lessonId)
     for update of a`,
    { lessonId },
  );
  const lesson = await findLesson(act, lessonId, { toWrite: true });
  const still = lesson.substituteId !== null || lesson.cancelled;
  return { lesson, absenceId: held && still ? held.id : null };
}

/** Takes back what the caller has looked at and holds. */
export async function takeBack(act: Act, lessons: readonly LessonHead[]): Promise<void> {
  if (lessons.length === 0) return;
  await tellWithdrawn(act, lessons);
  const rows = await act.em.find(Substitution, { lesson: { $in: lessons.map(({ id }) => id) } });
  for (const row of rows) {
    const lesson = lessons.find(({ id }) => id === row.lesson.id)!;
    if (row.roomBefore !== null) await act.em.nativeUpdate(Lesson, { id: lesson.id }, { room: row.roomBefore });
    recordChange(act, {
      ...{ deed: 'substitution', subject: `substitution:${lesson.id}`, course: lesson.courseId },
      before: { kind: row.kind, teacher: lesson.substituteId },
      after: null,
    });
    act.em.remove(row);
  }
  await act.em.flush();
}

/** Of these lessons, those into which the substitute has written. */
export async function writtenOf(act: Act, lessonIds: readonly number[]): Promise<Set<number>> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select l.id from lesson l join substitution u on u.lesson_id = l.id join course c on c.id = l.course_id
     where l.id = any(:ids) and u.teacher_id is not null and (l.filled_by_id = u.teacher_id
       or (l.attendance_at >= u.at and l.filled_by_id is distinct from c.teacher_id)
       or exists (select from mark m where m.lesson_id = l.id and m.by_id = u.teacher_id)
       or exists (select from absence a where a.lesson_id = l.id and a.by_id = u.teacher_id)
       or exists (select from lesson_resource r where r.lesson_id = l.id and r.by_id = u.teacher_id))`,
    { ids: `{${lessonIds.join(',')}}` },
  );
  return new Set(rows.map(({ id }) => id));
}

/** He has written: says who, and where. */
export function writtenRefusal({ day, slot, className, substitute }: LessonHead): Refusal {
  return new Refusal('conflict', 'substitution/written', { facts: { day, slot, className, substitute } });
}
