import type { Arrival, Departure } from '#db/school/enrolment.ts';
import type { MovementDeed } from '#db/school/movement-change.ts';
import type { Act } from '../act.ts';
import { type Day, parseDay } from '../calendar.ts';
import { isYearOf, yearName } from '../current-year.ts';
import { shortNameOf } from '../names.ts';
import { may } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { type DividedSubject, dividedSubjects } from './subgroups-of-stay.ts';

export interface StudentMovement {
  id: number;
  personId: number;
  name: string;
  stays: StayView[];
  log: MovementLine[];
  /** Where they are now or will be by what is entered; null in no class. */
  classId: number | null;
  className: string | null;
  mayKeep: boolean;
  /** Classes that may be entered, of this year and of one to come. */
  classes: { id: number; name: string; yearId: number }[];
}

export interface StayView {
  className: string;
  year: string;
  since: Day;
  arrival: Arrival;
  arrivalOrder: string | null;
  arrivalOrderDate: Day | null;
  cameFrom: string | null;
  until: Day | null;
  departure: Departure | null;
  departureOrder: string | null;
  departureOrderDate: Day | null;
  wentTo: string | null;
}

export interface MovementLine {
  id: number;
  deed: MovementDeed;
  day: Day;
  from: string | null;
  to: string | null;
  place: string | null;
  orderNumber: string;
  orderDate: Day;
  by: string;
  at: Date;
  takenBackAt: Date | null;
  takenBackBy: string | null;
  reason: string | null;
  /** The last that stands: it alone may be taken back. */
  last: boolean;
}

/**
 * Every stay of a student and the log of what was entered. For who keeps movement, the heads, and the class teacher of the
 * student's class. Refusal: not-found.
 */
export async function studentMovement(act: Act, studentId: number): Promise<StudentMovement> {
  const [student] = await act.em.execute<{ id: number; personId: number; name: string }[]>(
    `select s.id, p.id as "personId", concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name
     from student s join person p on p.id = s.person_id where s.id = :studentId`,
    { studentId },
  );
  const rows = await act.em.execute<(StayView & { classId: number; coming: boolean })[]>(staysQuery, {
    ...{ studentId, today: act.today },
  });
  const isOpen = may(act.by, 'keepMovement') || rows.some(({ classId }) => may(act.by, 'readMovementOfClass', classId));
  if (!student || !isOpen) throw new Refusal('not-found', 'not-found');
  const here = rows.findLast(({ coming, until, departure }) => !coming && (until === null || isRollover(departure)));
  return {
    ...student,
    stays: rows.map(({ classId: _, coming: __, ...stay }) => stay),
    log: await logOf(act, studentId),
    ...{ classId: here?.classId ?? null, className: here?.className ?? null },
    mayKeep: may(act.by, 'keepMovement'),
    classes: await classesToEnter(act),
  };
}

/** The student who the person is, for the page of the person; nothing for others. */
export async function studentOfPerson(act: Act, personId: number): Promise<number | undefined> {
  const [row] = await act.em.execute<{ id: number }[]>('select id from student where person_id = ?', [personId]);
  return row?.id;
}

/** Classes of the year that goes on and of years to come, by grade. */
export function classesToEnter(act: Act): Promise<StudentMovement['classes']> {
  return act.em.execute<StudentMovement['classes']>(
    `select k.id, k.year_id as "yearId",
       k.grade || k.letter || case when y.first_day > :today then ' (' || extract(year from y.first_day) || ')' else '' end as name
     from school_class k join school_year y on y.id = k.year_id
     where (${isYearOf(':today')}) or y.first_day > :today order by y.first_day, k.grade, k.letter collate "ru-x-icu"`,
    { today: act.today },
  );
}

/** The divided subjects of a class, for the choice of subgroups. */
export function subgroupsToJoin(act: Act, classId: number, studentId: number, day: string): Promise<DividedSubject[]> {
  return dividedSubjects(act, classId, { day: parseDay(day) ?? act.today, studentId });
}

function isRollover(departure: Departure | null): boolean {
  return departure !== 'left' && departure !== 'moved';
}

async function logOf(act: Act, studentId: number): Promise<MovementLine[]> {
  const lines = await act.em.execute<
    (Omit<MovementLine, 'last' | 'at' | 'takenBackAt'> & { at: string; takenBackAt: string | null })[]
  >(
    `select m.id, m.deed, m.day::text as day, a.grade || a.letter as "from", b.grade || b.letter as "to", m.place,
       m.order_number as "orderNumber", m.order_date::text as "orderDate", ${shortNameOf('w')} as by, m.at,
       m.taken_back_at as "takenBackAt", case when t.id is not null then ${shortNameOf('t')} end as "takenBackBy", m.reason
     from movement_change m join person w on w.id = m.by_id left join person t on t.id = m.taken_back_by_id
     left join school_class a on a.id = m.from_class_id left join school_class b on b.id = m.to_class_id
     where m.student_id = :studentId order by m.id desc`,
    { studentId },
  );
  const last = lines.find(({ takenBackAt }) => takenBackAt === null)?.id;
  return lines.map(({ at, takenBackAt, ...line }) => ({
    ...{ ...line, at: new Date(at), takenBackAt: takenBackAt === null ? null : new Date(takenBackAt) },
    last: line.id === last,
  }));
}

const staysQuery = `
  select k.id as "classId", k.grade || k.letter as "className",
    ${yearName} as year,
    y.first_day > :today and e.arrival in ('promoted', 'repeating') as coming,
    e.since::text as since, e.arrival, e.arrival_order as "arrivalOrder", e.arrival_order_date::text as "arrivalOrderDate",
    e.came_from as "cameFrom", e.until::text as until, e.departure, e.departure_order as "departureOrder",
    e.departure_order_date::text as "departureOrderDate", e.went_to as "wentTo"
  from enrolment e join school_class k on k.id = e.school_class_id join school_year y on y.id = k.year_id
  where e.student_id = :studentId order by e.since, e.id`;
