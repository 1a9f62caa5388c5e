import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import type { AskedYear } from '../report.ts';
import type { ReportRow } from '../rows.ts';

/**
 * Everybody who was in the class in the year so far: name, birthday, parents, each stay with its orders. Health is never read, nor
 * how anybody is reached: paper that is kept for years needs neither. One query.
 */
export async function studentRows(
  act: Act,
  { classId, year }: { classId: number; year: AskedYear },
): Promise<ReportRow[]> {
  const rows = await act.em.execute<StudentRow[]>(studentsQuery, {
    ...{ classId, lastDay: year.lastDay, today: act.today },
  });
  return rows.map(({ name, birthday, parents, stays }, place) => ({
    cells: {
      ...{ number: place + 1, name, parents: parents ?? undefined },
      birthday: birthday === null ? undefined : { word: 'day', day: birthday },
      came: { word: 'came', stays },
      went: { word: 'went', stays: stays.filter(({ until }) => until !== null) },
    },
  }));
}

interface StudentRow {
  name: string;
  birthday: Day | null;
  /** «Петрова Ольга Николаевна, Петров Иван Ильич» */
  parents: string | null;
  stays: Stay[];
}

interface Stay {
  since: Day;
  arrival: string;
  order: string | null;
  orderDate: Day | null;
  cameFrom: string | null;
  until: Day | null;
  departure: string | null;
  leaveOrder: string | null;
  leaveOrderDate: Day | null;
  wentTo: string | null;
}

const studentsQuery = `
  select concat_ws(' ', n.family_name, n.given_name, n.patronymic) as name, s.birthday::text as birthday,
    (select string_agg(concat_ws(' ', p.family_name, p.given_name, p.patronymic), ', '
        order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id)
      from guardianship g join person p on p.id = g.parent_id
      where g.student_id = s.id and (g.until is null or g.until >= least(:lastDay::date, :today::date))) as parents,
    json_agg(json_build_object('since', e.since, 'arrival', e.arrival, 'order', e.arrival_order,
      'orderDate', e.arrival_order_date, 'cameFrom', e.came_from,
      'until', case when e.until <= :today::date then e.until end,
      'departure', case when e.until <= :today::date then e.departure end, 'leaveOrder', e.departure_order,
      'leaveOrderDate', e.departure_order_date, 'wentTo', e.went_to) order by e.since, e.id) as stays
  from enrolment e join student s on s.id = e.student_id join person n on n.id = s.person_id
  where e.school_class_id = :classId and e.since <= least(:lastDay::date, :today::date)
  group by s.id, n.id
  order by n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", s.id`;
