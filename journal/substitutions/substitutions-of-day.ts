import type { SubstitutionKind } from '#db/journal/substitution.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { isSchoolDay, schoolDaysAround } from '#school/school-days.ts';
import { loadLessons } from '../lesson-head.ts';
import { decidedOf } from './teacher-absence.ts';
import { isOpen } from './teacher-absence-head.ts';

export interface Substitutions {
  day: Day;
  isSchoolDay: boolean;
  previous: Day | null;
  next: Day | null;
  lessons: SubstitutedLesson[];
}

export interface SubstitutedLesson {
  lessonId: number;
  slot: number;
  startsAt: string | null;
  endsAt: string | null;
  className: string;
  subject: string;
  subgroup: number | null;
  room: string;
  teacher: string;
  /** Nobody where it is not held, or nobody was found yet. */
  substitute: string | null;
  /** Nothing while it is open. */
  decided: SubstitutionKind | null;
  /** The actor stands in, or is stood in for. */
  part: 'substituting' | 'given-away' | null;
}

/**
 * Who stands in for whom on a day, which lessons are not held and which are open, in the order of lessons; never why, for
 * that is often health. For all of the staff. Three queries. Refuses: not-found.
 */
export async function substitutionsOfDay(act: Act, day: Day): Promise<Substitutions> {
  see(act, 'readSubstitutions');
  const heads = await loadLessons(act, { where: `l.day = :day and (u.id is not null or ${isOpen})`, params: { day } });
  const { previous, next } = await schoolDaysAround(act, day);
  return {
    day,
    isSchoolDay: await isSchoolDay(act, day),
    previous: previous ?? null,
    next: next ?? null,
    lessons: heads.map(head => {
      const { id, slot, startsAt, endsAt, className, subject, subgroup, room, teacher, substitute } = head;
      return {
        lessonId: id,
        ...{ slot, startsAt, endsAt, className, subject, subgroup, room, teacher, substitute },
        decided: decidedOf(head),
        part: head.substituteId === act.by.id ? 'substituting' : head.teacherId === act.by.id ? 'given-away' : null,
      };
    }),
  };
}
