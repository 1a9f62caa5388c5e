import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';

/*
 * A rollover is prepared from spring on; what happens to a student until the new year begins changes where they are in it.
 */

/** The student has no place in the coming year any more, and stays where they are without an end. */
export async function dropComingPlace(act: Act, studentId: number): Promise<void> {
  const params = { studentId, today: act.today };
  await act.em.execute(
    `delete from subgroup_member m using subgroup g join school_class k on k.id = g.school_class_id
       join school_year y on y.id = k.year_id
     where g.id = m.subgroup_id and m.student_id = :studentId and y.first_day > :today and k.former_id is not null`,
    params,
  );
  const dropped = await act.em.execute<{ since: Day }[]>(
    `delete from enrolment e using school_class k join school_year y on y.id = k.year_id
     where k.id = e.school_class_id and e.student_id = :studentId and y.first_day > :today
       and e.arrival in ('promoted', 'repeating') returning e.since::text as since`,
    params,
  );
  await act.em.execute(
    `update enrolment set until = null, departure = null, departure_order = null, departure_order_date = null
     where student_id = :studentId and until > :today
       and (departure = 'finished' or (until = any(:days::date[]) and departure in ('promoted', 'conditional', 'repeating')))`,
    { ...params, days: `{${dropped.map(({ since }) => since).join(',')}}` },
  );
}

/** The student goes on with the class they are in, where a rollover that has not begun says how: after what was entered of them. */
export async function followRollover(act: Act, studentId: number): Promise<void> {
  await act.em.flush();
  const [next] = await act.em.execute<{ stayId: number; since: Day; classId: number | null }[]>(
    `select e.id as "stayId", y.first_day::text as since, n.id as "classId"
     from enrolment e join school_class k on k.id = e.school_class_id
     join year_rollover r on r.from_year_id = k.year_id and r.state = 'done'
     join school_year y on y.id = r.to_year_id and y.first_day > :today
     left join school_class n on n.former_id = k.id and n.year_id = y.id
     where e.student_id = :studentId and e.until is null`,
    { studentId, today: act.today },
  );
  if (!next) return;
  const { stayId, since, classId } = next;
  const order = `(select r.order_number from year_rollover r join school_year y on y.id = r.to_year_id
    where r.state = 'done' and y.first_day = :since)`;
  const orderDate = order.replace('r.order_number', 'r.order_date');
  await act.em.execute(
    `update enrolment set until = :since, departure = :departure, departure_order = ${order}, departure_order_date = ${orderDate}
     where id = :stayId`,
    { stayId, since, departure: classId === null ? 'finished' : 'promoted' },
  );
  if (classId === null) return;
  await act.em.execute(
    `insert into enrolment (student_id, school_class_id, since, arrival, arrival_order, arrival_order_date)
     values (:studentId, :classId, :since, 'promoted', ${order}, ${orderDate})`,
    { studentId, classId, since },
  );
}
