import type { SubstitutionKind } from '#db/journal/substitution.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { may, see } from '#school/permissions.ts';
import { type LessonHead, loadLessons } from '../lesson-head.ts';
import { bestForAll, type Candidate, type Suggestions, suggestionsFor } from './suggest.ts';
import { findAbsence, isOfAbsence, paramsOf, type TeacherAbsenceHead } from './teacher-absence-head.ts';
import { writtenOf } from './withdraw-substitution.ts';

/** An absence with its lessons, for who decides about them. */
export interface TeacherAbsenceView extends TeacherAbsenceHead {
  lessons: AbsenceLesson[];
  open: number;
  /** Lessons of colleagues that the teacher was to give in this time: each is to be taken back first. */
  standsIn: { lessonId: number; absenceId: number; day: Day; slot: number; className: string; teacher: string }[];
  mayKeep: boolean;
}

export interface AbsenceLesson extends Suggestions {
  lessonId: number;
  day: Day;
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
  className: string;
  subject: string;
  subgroup: number | null;
  room: string;
  ended: boolean;
  /** What was decided; nothing while it is open. */
  decided: SubstitutionKind | null;
  substituteId: number | null;
  substitute: string | null;
  /** The substitute has written into it: it stays. */
  written: boolean;
  /** The best for it when all open lessons are given at once. */
  suggested: Candidate | null;
}

/**
 * The lessons a teacher misses, what was decided for each, and for the open ones who is free. For who keeps substitutions and
 * the director. Nine queries. Refuses: not-found.
 */
export async function teacherAbsence(act: Act, id: number): Promise<TeacherAbsenceView> {
  see(act, 'readTeacherAbsences');
  const absence = await findAbsence(act, id);
  const heads = await loadLessons(act, { where: isOfAbsence, params: paramsOf(absence) });
  const open = heads.filter(isUndecided);
  const suggestions = await suggestionsFor(act, open);
  const best = bestForAll(open, suggestions);
  const written = await writtenOf(
    act,
    heads.map(head => head.id),
  );
  return {
    ...absence,
    lessons: heads.map(head => ({
      ...lessonView(head),
      ...(suggestions.get(head.id) ?? { candidates: [], partners: [] }),
      written: written.has(head.id),
      suggested: best.get(head.id) ?? null,
    })),
    open: open.length,
    standsIn: await standsInOf(act, absence),
    mayKeep: may(act.by, 'keepSubstitutions'),
  };
}

function isUndecided({ substituteId, cancelled }: LessonHead): boolean {
  return substituteId === null && !cancelled;
}

function lessonView(head: LessonHead) {
  const { id, day, slot, startsAt, endsAt, className, subject, subgroup, room, ended, substituteId, substitute } = head;
  return {
    lessonId: id,
    ...{ day, slot, startsAt, endsAt, className, subject, subgroup, room, ended, substituteId, substitute },
    decided: decidedOf(head),
  };
}

/** What was decided for a lesson; nothing where nothing was. */
export function decidedOf({ cancelled, combined, substituteId }: LessonHead): SubstitutionKind | null {
  if (cancelled) return 'cancelled';
  if (combined) return 'combined';
  return substituteId === null ? null : 'instead';
}

function standsInOf(act: Act, absence: TeacherAbsenceHead): Promise<TeacherAbsenceView['standsIn']> {
  return act.em.execute(
    `select l.id as "lessonId", u.absence_id as "absenceId", l.day::text as day, l.slot, k.grade || k.letter as "className",
       t.family_name || ' ' || left(t.given_name, 1) || '.' as teacher
     from substitution u join lesson l on l.id = u.lesson_id join course c on c.id = l.course_id
     join school_class k on k.id = c.school_class_id join person t on t.id = c.teacher_id
     where u.teacher_id = :teacher and l.day between :since and :until
       and not (l.day = :since and l.slot < coalesce(:firstSlot::int, l.slot))
       and not (l.day = :until and l.slot > coalesce(:lastSlot::int, l.slot))
     order by l.day, l.slot`,
    paramsOf(absence),
  );
}
