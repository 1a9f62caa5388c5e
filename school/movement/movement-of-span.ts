import type { HouseAct } from '../act.ts';
import { addDays, type Day } from '../calendar.ts';
import { levels } from '../levels.ts';
import { type Movement, type MovementSpan, movementOf, type Stay } from './movement-of-stays.ts';
import { stayEnd } from './stay-sql.ts';

export { type Movement, type MovementSpan, movementOf, type Stay } from './movement-of-stays.ts';

/** What happened to a student, as a list of movement names it. */
export interface MovementEvent {
  kind: 'enrolled' | 'returned' | 'moved' | 'left' | 'finished' | 'repeating';
  studentId: number;
  name: string;
  day: Day;
  from: string | null;
  to: string | null;
  /** The school or the town. */
  place: string | null;
  orderNumber: string | null;
  orderDate: Day | null;
}

type Counts = Pick<Movement, 'start' | 'arrived' | 'left' | 'end'>;

export interface MovementOfSpan {
  span: MovementSpan;
  classes: ({ classId: number; className: string; grade: number } & Counts)[];
  parallels: ({ grade: number } & Counts)[];
  levels: ({ first: number; last: number } & Counts)[];
  school: Counts;
  events: MovementEvent[];
}

interface Asked extends MovementSpan {
  /** Only these; all without a list. */
  classIds?: readonly number[] | undefined;
}

/**
 * Движение: of each class, parallel, level and of all the classes asked for, start + arrived − left = end, and what happened, by
 * day. Who moves within a group neither comes nor leaves it. The caller has asked whether it may be seen. One query.
 */
export async function movementOfSpan(act: HouseAct, { from, to, classIds }: Asked): Promise<MovementOfSpan> {
  const rows = await act.em.execute<StayRow[]>(staysQuery, {
    ...{ from, to, classes: classIds ? `{${classIds.join(',')}}` : null },
  });
  const span = { from, to };
  const count = (stays: readonly Stay[]) => countsOf(movementOf(stays, span));
  const by = <K>(key: (row: StayRow) => K) => [...Map.groupBy(rows, key)];
  return {
    span,
    classes: by(row => row.classId).map(([classId, stays]) => {
      const { className, grade } = stays[0]!;
      return { classId, className, grade, ...count(stays) };
    }),
    parallels: by(row => row.grade).map(([grade, stays]) => ({ grade, ...count(stays) })),
    levels: by(row => levels.findIndex(({ from, to }) => from <= row.grade && row.grade <= to))
      .filter(([level]) => level >= 0)
      .map(([level, stays]) => ({ first: levels[level]!.from, last: levels[level]!.to, ...count(stays) })),
    school: count(rows),
    events: eventsOf(rows, span),
  };
}

/** The day whose students stand «на начало»: of a span from a year's first day that day, else the one before the span. */
export async function startOf(act: HouseAct, from: Day): Promise<Day> {
  const [year] = await act.em.execute<object[]>('select 1 from school_year where first_day = ?', [from]);
  return year ? from : addDays(from, -1);
}

interface StayRow extends Stay {
  className: string;
  grade: number;
  name: string;
  arrivalOrder: string | null;
  arrivalOrderDate: Day | null;
  departureOrder: string | null;
  departureOrderDate: Day | null;
  cameFrom: string | null;
  wentTo: string | null;
}

function countsOf({ start, arrived, left, end }: Movement): Counts {
  return { start, arrived, left, end };
}

function eventsOf(rows: readonly StayRow[], { from, to }: MovementSpan): MovementEvent[] {
  const isInside = (day: Day | null) => day !== null && day > from && day <= to;
  const former = ({ studentId, since }: StayRow) =>
    rows.find(one => one.studentId === studentId && one.until === since);
  const began = rows
    .filter(row => isInside(row.since) && row.arrival !== 'promoted')
    .map(row => ({
      ...{ kind: row.arrival as MovementEvent['kind'], studentId: row.studentId, name: row.name, day: row.since },
      ...{ from: former(row)?.className ?? null, to: row.className, place: row.cameFrom },
      ...{ orderNumber: row.arrivalOrder, orderDate: row.arrivalOrderDate },
    }));
  const ended = rows
    .filter(row => isInside(row.until) && isEnd(row, rows))
    .map(row => ({
      ...{ kind: row.departure as MovementEvent['kind'], studentId: row.studentId, name: row.name, day: row.until! },
      ...{ from: row.className, to: null, place: row.wentTo },
      ...{ orderNumber: row.departureOrder, orderDate: row.departureOrderDate },
    }));
  return [...began, ...ended].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Who left or finished; who moved into a class that is not asked for, too. */
function isEnd({ departure, studentId, until }: StayRow, rows: readonly StayRow[]): boolean {
  if (departure === 'left' || departure === 'finished') return true;
  return departure === 'moved' && !rows.some(one => one.studentId === studentId && one.since === until);
}

const staysQuery = `
  select e.student_id as "studentId", e.school_class_id as "classId", e.since::text as since, e.arrival,
    ${stayEnd}::text as until, e.departure, k.grade || k.letter as "className", k.grade,
    p.family_name || ' ' || p.given_name as name,
    e.arrival_order as "arrivalOrder", e.arrival_order_date::text as "arrivalOrderDate",
    e.departure_order as "departureOrder", e.departure_order_date::text as "departureOrderDate",
    e.came_from as "cameFrom", e.went_to as "wentTo"
  from enrolment e join school_class k on k.id = e.school_class_id
  join student s on s.id = e.student_id join person p on p.id = s.person_id
  where e.since <= :to and (e.until is null or ${stayEnd} > :from::date) and (:classes::int[] is null or k.id = any(:classes::int[]))
  order by k.grade, k.letter collate "ru-x-icu", p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id, e.since`;
