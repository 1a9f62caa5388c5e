import type { Departure } from '#db/school/enrolment.ts';
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
    `update enrolment old set until = null, departure = null, departure_order = null, departure_order_date = null
     where student_id = :studentId and until > :today
       and not exists (select from enrolment e where e.student_id = :studentId and e.since >= old.until)
       and (departure = 'finished' or (until = any(:days::date[]) and departure in ('promoted', 'conditional', 'repeating')))`,
    { ...params, days: `{${dropped.map(({ since }) => since).join(',')}}` },
  );
}

/**
 * The student goes on as a rollover that has not begun says, after what was entered of them: by what was decided of them there,
 * else with the class they are in.
 */
export async function followRollover(act: Act, studentId: number): Promise<void> {
  await act.em.flush();
  const [next] = await act.em.execute<Next[]>(nextQuery, { studentId, today: act.today });
  if (!next) return;
  const { grade, decided, ...stay } = next;
  const onward = decided.becomes === 'repeating' ? grade : grade + 1;
  const to = decided.becomes === 'finished' ? null : await placeOf(act, next, onward);
  const becomes = to === null ? 'finished' : (decided.becomes ?? 'promoted');
  await act.em.execute(
    `update enrolment set until = :since, departure = :becomes, departure_order = :order, departure_order_date = :orderDate
     where id = :stayId`,
    { ...stay, becomes },
  );
  if (to === null) return;
  await act.em.execute(
    `insert into enrolment (student_id, school_class_id, since, arrival, arrival_order, arrival_order_date)
     values (:studentId, :to, :since, :arrival, :order, :orderDate)`,
    { ...stay, studentId, to, arrival: becomes === 'repeating' ? 'repeating' : 'promoted' },
  );
}

interface Next {
  stayId: number;
  yearId: number;
  since: Day;
  order: string;
  orderDate: Day;
  grade: number;
  letter: string;
  /** The class that theirs becomes. */
  onwardId: number | null;
  decided: { becomes?: Departure; to?: string | null };
}

const nextQuery = `
  select e.id as "stayId", y.id as "yearId", y.first_day::text as since, r.order_number as "order",
    r.order_date::text as "orderDate", k.grade, k.letter, n.id as "onwardId",
    coalesce((select one from jsonb_array_elements(r.choices::jsonb -> 'students') one
      where (one ->> 'student')::int = e.student_id limit 1), '{}') as decided
  from enrolment e join school_class k on k.id = e.school_class_id
  join year_rollover r on r.from_year_id = k.year_id and r.state = 'done'
  join school_year y on y.id = r.to_year_id and y.first_day > :today
  left join school_class n on n.former_id = k.id and n.year_id = y.id
  where e.student_id = :studentId and e.until is null`;

/** The class of the coming year: the one decided on, else the one theirs becomes; for a second year the one of the same name. */
async function placeOf(act: Act, { yearId, letter, onwardId, decided }: Next, grade: number): Promise<number | null> {
  const [place] = await act.em.execute<{ id: number }[]>(
    `select id from school_class where year_id = :yearId and grade = :grade
     order by grade || letter is not distinct from :to::text desc, id is not distinct from :onwardId::int desc, letter = :letter desc,
       letter collate "ru-x-icu" limit 1`,
    { yearId, grade, letter, onwardId, to: decided.to ?? null },
  );
  const isSaid = decided.becomes === 'repeating' || Boolean(decided.to) || onwardId !== null;
  return isSaid ? (place?.id ?? null) : null;
}
