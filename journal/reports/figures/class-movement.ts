import type { HouseAct } from '#school/act.ts';
import type { Stay } from '#school/movement/movement-of-stays.ts';
import { stayEnd } from '#school/movement/stay-sql.ts';
import type { SpanClass } from './span.ts';

/** Every stay in the classes that touches their year, by student and day; one query. `movementOf` counts them. */
export function staysIn(act: HouseAct, classes: readonly Pick<SpanClass, 'classId'>[]): Promise<Stay[]> {
  return act.em.execute<Stay[]>(
    `select e.student_id as "studentId", e.school_class_id as "classId", e.since::text as since, e.arrival,
       ${stayEnd}::text as until, e.departure
     from enrolment e where e.school_class_id = any(:classes) order by e.student_id, e.since, e.id`,
    { classes: `{${classes.map(({ classId }) => classId).join(',')}}` },
  );
}
