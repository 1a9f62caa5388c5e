import type { SubstitutionKind } from '#db/journal/substitution.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { teacherIdOn } from '#school/load/teacher-then.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { isWithinAbsence } from './teacher-absence-head.ts';

/** One lesson that somebody gave instead of another: a line of the journal of substitutions. */
export interface SubstitutionLine {
  substituteId: number;
  /** The whole name. */
  substitute: string;
  day: Day;
  slot: number;
  className: string;
  subject: string;
  subgroup: number | null;
  /** Whom the substitute stood in for: who was away. */
  instead: string;
  kind: Exclude<SubstitutionKind, 'cancelled'>;
  /** One lesson is one hour. */
  hours: number;
  orderNumber: string | null;
  orderDate: Day | null;
  /** Nothing for who may not know it. */
  reason: string | null;
}

export interface SubstitutionList {
  from: Day;
  to: Day;
  /** By substitute, day and lesson. */
  lines: SubstitutionLine[];
  /** Lessons of teachers who were away that were not held, and for which nobody was found. */
  cancelled: number;
  open: number;
  /** The reader may know why: else no line says it. */
  withReasons: boolean;
}

/**
 * Журнал замещений (form 13, 3.2c): who stood in for whom in a span, for the payroll. For all of the staff; reasons for who
 * keeps substitutions and the director alone. Two queries. Refuses: not-found.
 */
export async function substitutionList(act: Act, { from, to }: { from: Day; to: Day }): Promise<SubstitutionList> {
  see(act, 'readSubstitutions');
  const withReasons = may(act.by, 'readTeacherAbsences');
  const lines = await act.em.execute<SubstitutionLine[]>(
    `select s.id as "substituteId", concat_ws(' ', s.family_name, s.given_name, s.patronymic) as substitute, l.day::text as day, l.slot,
       k.grade || k.letter as "className", j.name as subject, g.number as subgroup, ${shortNameOf('t')} as instead, u.kind,
       1 as hours, a.order_number as "orderNumber", a.order_date::text as "orderDate",
       case when :withReasons then a.reason end as reason
     from substitution u join person s on s.id = u.teacher_id join teacher_absence a on a.id = u.absence_id
     join lesson l on l.id = u.lesson_id join course c on c.id = l.course_id join person t on t.id = a.teacher_id
     join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
     left join subgroup g on g.id = c.subgroup_id
     where l.day between :from and :to
     order by s.family_name collate "ru-x-icu", s.given_name collate "ru-x-icu", s.id, l.day, l.slot, l.id`,
    { from, to, withReasons },
  );
  return { from, to, lines, ...(await othersOf(act, { from, to })), withReasons };
}

/** By who had the journal on that day: it may have gone to somebody else since. */
async function othersOf(act: Act, span: { from: Day; to: Day }): Promise<{ cancelled: number; open: number }> {
  const [row] = await act.em.execute<{ cancelled: number; open: number }[]>(
    `select (select count(*)::int from substitution u join lesson l on l.id = u.lesson_id
         where u.kind = 'cancelled' and l.day between :from and :to) as cancelled,
       (select count(distinct l.id)::int from teacher_absence a join lesson l on ${isWithinAbsence}
         join course c on c.id = l.course_id and ${teacherIdOn('l.day')} = a.teacher_id
         where l.day between :from and :to and not exists (select from substitution u where u.lesson_id = l.id)) as open`,
    { ...span },
  );
  return row!;
}
