import { Lesson } from '#db/journal/lesson.ts';
import { Substitution, type SubstitutionKind } from '#db/journal/substitution.ts';
import { TeacherAbsence } from '#db/journal/teacher-absence.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { recordChange } from '#school/history/record-change.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { tellStandIns } from '../tellings/tell-stand-ins.ts';
import { tellLateSubstitutions } from '../tellings/tell-substitutions.ts';
import { giverOf, lessonsAt, type StaffGround, staffGround } from '../timetable/free-teachers.ts';
import { refuseDecision } from './refuse-decision.ts';
import { findAbsence, isOfAbsence, paramsOf } from './teacher-absence-head.ts';

/** What is to become of one lesson of somebody who is away. */
export interface Decision {
  lessonId: number;
  kind: SubstitutionKind;
  /** Who gives it: any free teacher, or (combined) the teacher of the parallel subgroup. */
  teacherId?: number | undefined;
}

/**
 * Decides what becomes of lessons of an absence, all or nothing; families and those who stand in are told. However many
 * decide at once, nobody is put into two places. Refusals: not-allowed, not-found, invalid (teacherId), conflict
 * (`substitution/settled`, `substitution/busy`, `substitution/away`, `substitution/not-parallel`, `substitution/cancel-written`).
 */
export async function settleLessons(act: Act, absenceId: number, decisions: readonly Decision[]): Promise<void> {
  permit(act, 'keepSubstitutions');
  if (decisions.length === 0) throw new Refusal('invalid', 'substitution/nothing', { field: 'decision' });
  const absence = await findAbsence(act, absenceId, { toWrite: true });
  const lessons = await loadLessons(act, {
    where: `l.id = any(:lessons) and ${isOfAbsence}`,
    params: { ...paramsOf(absence), lessons: `{${decisions.map(({ lessonId }) => lessonId).join(',')}}` },
    toWrite: true,
  });
  await holdPeople(
    act,
    decisions.flatMap(({ teacherId }) => teacherId ?? []),
  );
  await settleHeld(act, { absenceId, decisions, lessons });
  await act.em.flush();
  await tellLateSubstitutions(
    act,
    lessons.map(({ id }) => id),
  );
  await tellStandIns(
    act,
    lessons.map(({ id }) => id),
  );
}

/** Whoever puts these people somewhere else, or away, waits until the act is over. */
export async function holdPeople(act: Act, personIds: readonly number[]): Promise<void> {
  await act.em.execute('select id from person where id = any(:ids) order by id for no key update', {
    ids: `{${[...new Set(personIds)].join(',')}}`,
  });
}

interface Held {
  absenceId: number;
  decisions: readonly Decision[];
  lessons: readonly LessonHead[];
}

async function settleHeld(act: Act, { absenceId, decisions, lessons }: Held): Promise<void> {
  const days = lessons.map(({ day }) => day).toSorted();
  if (days.length === 0) throw new Refusal('not-found', 'not-found');
  // Asked once everything is held: what others have decided meanwhile counts.
  const ground = await staffGround(act, { from: days[0]!, to: days.at(-1)! });
  for (const decision of decisions) {
    const lesson = lessons.find(({ id }) => id === decision.lessonId);
    if (!lesson) throw new Refusal('not-found', 'not-found');
    const refusal = await refuseDecision(act, { ground, lesson, decision });
    if (refusal) throw refusal;
    const room = decision.kind === 'combined' ? roomOf(ground, lesson, decision) : lesson.room;
    if (room !== lesson.room) await act.em.nativeUpdate(Lesson, { id: lesson.id }, { room });
    putDown(act, { absenceId, lesson, decision, roomBefore: room === lesson.room ? null : lesson.room });
    // The next decision finds this one in its place.
    const place = ground.lessons.find(({ lessonId }) => lessonId === lesson.id)!;
    Object.assign(place, { substituteId: decision.teacherId ?? null, cancelled: decision.kind === 'cancelled' });
  }
}

/** Two subgroups together sit where their teacher gives the own one. */
function roomOf({ lessons }: StaffGround, lesson: LessonHead, { teacherId }: Decision): string {
  return lessonsAt(lessons, lesson).find(one => giverOf(one) === teacherId)?.room ?? lesson.room;
}

interface Settled {
  absenceId: number;
  lesson: LessonHead;
  decision: Decision;
  roomBefore: string | null;
}

function putDown(act: Act, { absenceId, lesson, decision, roomBefore }: Settled): void {
  const { kind, teacherId } = decision;
  act.em.create(Substitution, {
    lesson: act.em.getReference(Lesson, lesson.id),
    absence: act.em.getReference(TeacherAbsence, absenceId),
    teacher: teacherId === undefined || kind === 'cancelled' ? null : act.em.getReference(Person, teacherId),
    ...{ kind, roomBefore, at: act.at, by: act.em.getReference(Person, act.by.id) },
  });
  recordChange(act, {
    ...{ deed: 'substitution', subject: `substitution:${lesson.id}`, course: lesson.courseId },
    before: null,
    after: { kind, teacher: teacherId ?? null },
  });
}
