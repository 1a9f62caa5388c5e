import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { GivenMark } from './arithmetic/owed-works.ts';

/** A current mark or owed work of a student, with the lesson it was got at. */
export interface PeriodMark extends GivenMark {
  subjectId: number;
  day: Day;
  slot: number;
  workKind: string;
}

/**
 * A student's marks and owed works of the days, both ends included, in the order of the lessons, whatever class or subgroup
 * they were got in. The caller has asked whether they may be seen. One query.
 */
export function periodMarks(
  act: HouseAct,
  studentId: number,
  { from, to }: { from: Day; to: Day },
): Promise<PeriodMark[]> {
  return act.em.execute<PeriodMark[]>(
    `select c.subject_id as "subjectId", l.day::text as day, l.slot, m.value, w.weight, w.name as "workKind", m.owed,
       coalesce(m.due_on, l.day + s.owed_days)::text as "dueOn"
     from mark m
     join lesson l on l.id = m.lesson_id
     join course c on c.id = l.course_id
     join work_kind w on w.id = m.work_kind_id
     cross join school s
     where m.student_id = :studentId and m.replaced_at is null and (m.value is not null or m.owed)
       and l.day between :from and :to
     order by l.day, l.slot, m.position, m.id`,
    { studentId, from, to },
  );
}
