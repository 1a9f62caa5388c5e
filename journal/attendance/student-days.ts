import type { AbsenceKind } from '#db/journal/absence.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isBegun, isHeld, lessonTables, studentsOn, timeParams } from '../lesson-sql.ts';
import type { StudentDay } from './figures.ts';

/** A student's day with the lessons that were missed or come late to. */
export interface ClassDay extends StudentDay {
  classId: number;
  absences: MissedLesson[];
}

export interface MissedLesson {
  lessonId: number;
  slot: number;
  subject: string;
  kind: AbsenceKind;
}

interface Span {
  classIds: readonly number[];
  from: Day;
  to: Day;
  /** Of one student alone. */
  studentId?: number;
}

/** Every day of every student of the classes, both ends included, by class and day; only days with lessons. One query. */
export function studentDays(act: HouseAct, { classIds, from, to, studentId }: Span): Promise<ClassDay[]> {
  const classes = `{${classIds.join(',')}}`;
  return act.em.execute<ClassDay[]>(daysQuery, {
    ...{ classes, from, to, studentId: studentId ?? null },
    ...timeParams(act),
  });
}

/** SQL: how many of the absences `a` are of the kind. */
export const countOf = (kind: AbsenceKind) => `(count(*) filter (where a.kind = '${kind}'))::int as ${kind}`;

// Lessons of the classes first, then who was in each (offset 0 keeps it so): else every student is asked for every lesson of the school.
const daysQuery = `
  select k.id as "classId", here.student_id as "studentId", l.day::text as day, count(*)::int as lessons,
    (count(*) filter (where ${isBegun}))::int as held,
    ${(['ill', 'valid', 'unexcused', 'unknown', 'late'] as const).map(countOf).join(', ')},
    coalesce(json_agg(json_build_object('lessonId', l.id, 'slot', l.slot, 'subject', j.name, 'kind', a.kind)
      order by l.slot, l.id) filter (where a.kind is not null), '[]') as absences
  from ${lessonTables}
  cross join lateral (select member.* from ${studentsOn('l.day')} member
    where :studentId::int is null or member.student_id = :studentId offset 0) here
  left join absence a on a.lesson_id = l.id and a.student_id = here.student_id and a.replaced_at is null
  where k.id = any(:classes) and l.day between :from and :to and ${isHeld}
  group by k.id, here.student_id, l.day
  order by k.id, l.day, here.student_id`;
