import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import type { LessonHead } from '../lesson-head.ts';
import { giverOf, isAway, isTeacherOn, lessonsAt, type StaffGround } from '../timetable/free-teachers.ts';
import { touchesOf } from '../timetable/touched.ts';
import type { Decision } from './settle-lessons.ts';
import { partnersOf } from './suggest.ts';

interface Deciding {
  /** The staff of those days, with what was decided before. */
  ground: StaffGround;
  lesson: LessonHead;
  decision: Decision;
}

/** What speaks against a decision about one lesson, in the order in which the deputy would want to hear it. */
export async function refuseDecision(act: Act, { ground, lesson, decision }: Deciding): Promise<Refusal | undefined> {
  const { substitute, cancelled, day, slot, className } = lesson;
  const decided = ground.lessons.find(({ lessonId }) => lessonId === lesson.id)?.cancelled;
  if (substitute !== null || cancelled || decided)
    return new Refusal('conflict', 'substitution/settled', { facts: { day, slot, className, substitute } });
  if (decision.kind === 'cancelled') return refuseCancelling(act, lesson);
  const teacher = ground.teachers.find(one => one.id === decision.teacherId && isTeacherOn(one, day));
  if (!teacher) return new Refusal('invalid', 'substitution/teacher', { field: 'teacherId' });
  const facts = { day, slot, name: teacher.name };
  if (isAway(ground, teacher.id, lesson)) return new Refusal('conflict', 'substitution/away', { facts });
  if (decision.kind === 'combined') {
    const isPartner = partnersOf(ground, lesson).some(({ teacherId }) => teacherId === teacher.id);
    return isPartner ? undefined : new Refusal('conflict', 'substitution/not-parallel', { facts });
  }
  const busy = lessonsAt(ground.lessons, lesson).find(one => giverOf(one) === teacher.id);
  if (!busy) return undefined;
  const where = { className: busy.className, subject: busy.subject, substituting: busy.substituteId === teacher.id };
  return new Refusal('conflict', 'substitution/busy', { facts: { ...facts, ...where } });
}

/** A lesson in which something stands already was held. */
async function refuseCancelling(act: Act, { id, day, slot, className }: LessonHead): Promise<Refusal | undefined> {
  const [row] = await act.em.execute<{ touches: string[] }[]>(
    `select ${touchesOf} as touches from lesson l where l.id = :id`,
    { id },
  );
  const written = row!.touches.some(touch => ['topic', 'homework', 'attendance', 'marks'].includes(touch));
  return written
    ? new Refusal('conflict', 'substitution/cancel-written', { facts: { day, slot, className } })
    : undefined;
}
