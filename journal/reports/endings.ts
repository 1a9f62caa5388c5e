import type { Departure } from '#db/school/enrolment.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

/** How a student's last stay in a class ended; the template words it. */
export interface Ending {
  word: Departure;
  day: Day;
  order: string | null;
  orderDate: Day | null;
  wentTo: string | null;
  /** The class that follows on it. */
  className: string | null;
}

/** By student, of those whose last stay in the class is over by today; one query. */
export async function endingsOf(act: Act, { classId }: { classId: number }): Promise<Map<number, Ending>> {
  const rows = await act.em.execute<({ studentId: number; isOver: boolean } & Ending)[]>(
    `select distinct on (e.student_id) e.student_id as "studentId", e.departure as word, e.until::text as day,
       e.departure_order as "order", e.departure_order_date::text as "orderDate", e.went_to as "wentTo",
       (select k.grade || k.letter from enrolment n join school_class k on k.id = n.school_class_id
         where n.student_id = e.student_id and n.since >= e.until order by n.since, n.id limit 1) as "className",
       coalesce(e.until <= :today::date, false) as "isOver"
     from enrolment e where e.school_class_id = :classId and e.since <= :today
     order by e.student_id, e.since desc, e.id desc`,
    { classId, today: act.today },
  );
  return new Map(rows.filter(({ isOver }) => isOver).map(({ studentId, isOver: _, ...ending }) => [studentId, ending]));
}
