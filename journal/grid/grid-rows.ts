import type { AbsenceKind } from '#db/journal/absence.ts';
import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isOnTheory, physicalEducation } from '#school/medical/theory.ts';
import { broughtMarks, cameOn } from '../brought-marks/brought-sql.ts';
import { cellText } from './cell-text.ts';

/** A student of the journal with what stands in their cells. */
export interface GridRow {
  id: number;
  /** «Петрова Мария» */
  name: string;
  /** When the student is in the class, and in the subgroup; `until` is the first day no more. Cells of other days are closed. */
  stays: { since: Day; until: Day | null }[];
  /** By lesson; only those in which something stands. */
  cells: Record<number, GridCell>;
  /** Days on which the family has said that the student will not be there; the class teacher has not turned it down. */
  announced: { since: Day; until: Day }[];
  /** Lessons of physical education in which the student is marked on theory (3.3): the sign, and nothing of why. */
  theory: number[];
  /** Marks from another school, of the periods of those days. */
  brought: { periodId: number; value: number; counted: boolean }[];
  /** When the student last came into the school; null for who has always been here. */
  cameOn: Day | null;
  /** Marks of those days in other journals of the subject: from the class or subgroup the student was in before. */
  elsewhere: (Pick<GridMark, 'value' | 'owed' | 'workKindId' | 'dueOn'> & { day: Day })[];
}

export interface GridCell {
  /** As a journal writes it: «4/3», «н». */
  text: string;
  absence: AbsenceKind | null;
  marks: GridMark[];
}

export interface GridMark {
  position: number;
  value: number | null;
  owed: boolean;
  workKindId: number;
  comment: string | null;
  /** Last day on which an owed work may come. */
  dueOn: Day | null;
}

interface Asked {
  courseId: number;
  lessons: readonly { id: number }[];
  days: { first: Day; last: Day } | null;
}

/** Who is in the course on any of the days, by name, with the cells of the lessons; one query. */
export async function gridRows(act: HouseAct, { courseId, lessons, days }: Asked): Promise<GridRow[]> {
  if (!days) return [];
  const rows = await prepared<StoredRow>(act.em, rowsQuery, {
    courseId,
    lessons: `{${lessons.map(({ id }) => id).join(',')}}`,
    physicalEducation,
    ...days,
  });
  return rows.map(({ marks, absences, elsewhere, announced, theory, brought, ...row }) => ({
    ...row,
    announced: announced ?? [],
    theory: theory ?? [],
    cells: cellsOf(marks, absences),
    elsewhere: elsewhere ?? [],
    brought: brought ?? [],
  }));
}

// Tuples: thousands of cells travel in one answer.
type StoredMark = [lessonId: number, GridMark['position'], number | null, boolean, number, string | null, Day | null];
type StoredAbsence = [lessonId: number, AbsenceKind];
type StoredRow = Omit<GridRow, 'cells' | 'elsewhere' | 'announced' | 'theory' | 'brought'> & {
  announced: GridRow['announced'] | null;
  theory: GridRow['theory'] | null;
  brought: GridRow['brought'] | null;
  marks: StoredMark[] | null;
  absences: StoredAbsence[] | null;
  elsewhere: GridRow['elsewhere'] | null;
};

function cellsOf(marks: readonly StoredMark[] | null, absences: readonly StoredAbsence[] | null) {
  const cells: Record<number, GridCell> = {};
  const cellOf = (lessonId: number) => {
    cells[lessonId] ??= { text: '', absence: null, marks: [] };
    return cells[lessonId];
  };
  for (const [lessonId, position, value, owed, workKindId, comment, dueOn] of marks ?? []) {
    cellOf(lessonId).marks.push({ position, value, owed, workKindId, comment, dueOn });
  }
  for (const [lessonId, kind] of absences ?? []) cellOf(lessonId).absence = kind;
  for (const cell of Object.values(cells)) cell.text = cellText(cell);
  return cells;
}

const rowsQuery = `
  with here as (
    select e.student_id, json_agg(json_build_object('since', greatest(e.since, sm.since),
        'until', least(e.until, sm.until)) order by greatest(e.since, sm.since)) as stays
    from course c
    join enrolment e on e.school_class_id = c.school_class_id
    left join subgroup_member sm on sm.subgroup_id = c.subgroup_id and sm.student_id = e.student_id
      and (e.until is null or sm.since < e.until) and (sm.until is null or sm.until > e.since)
    where c.id = :courseId and (c.subgroup_id is null or sm.id is not null)
      and greatest(e.since, sm.since) <= :last and coalesce(least(e.until, sm.until), 'infinity') > :first::date
    group by e.student_id),
  given as (
    select m.student_id, json_agg(json_build_array(m.lesson_id, m.position, m.value, m.owed, m.work_kind_id, m.comment,
        case when m.owed then coalesce(m.due_on, l.day + (select s.owed_days from school s)) end) order by m.position) as marks
    from mark m
    join lesson l on l.id = m.lesson_id
    where m.lesson_id = any(:lessons) and m.replaced_at is null and (m.value is not null or m.owed)
    group by m.student_id),
  missed as (
    select a.student_id, json_agg(json_build_array(a.lesson_id, a.kind)) as absences
    from absence a where a.lesson_id = any(:lessons) and a.replaced_at is null and a.kind is not null
    group by a.student_id),
  notes as (
    select n.student_id, json_agg(json_build_object('since', n.since, 'until', n.until) order by n.since, n.id) as announced
    from absence_note n
    where n.accepted is distinct from false and n.until >= :first::date and n.since <= :last::date
      and n.student_id in (select student_id from here)
    group by n.student_id),
  on_theory as (
    select h.student_id, json_agg(l.id order by l.day, l.slot) as theory
    from course c join subject j on j.id = c.subject_id and j.name ~* :physicalEducation
    join lesson l on l.course_id = c.id and l.id = any(:lessons)
    join here h on exists (select from medical_certificate m where m.student_id = h.student_id and m.withdrawn_at is null)
    where c.id = :courseId and ${isOnTheory('h.student_id', 'l.day')}
    group by h.student_id),
  others as materialized (
    select o.id from course c join course o on o.subject_id = c.subject_id and o.id <> c.id
    where c.id = :courseId and o.school_class_id in (
      select e.school_class_id from enrolment e where e.student_id in (select student_id from here))),
  foreign_marks as (
    select m.student_id, json_agg(json_build_object('day', l.day, 'value', m.value, 'owed', m.owed,
        'workKindId', m.work_kind_id, 'dueOn', coalesce(m.due_on, l.day + (select s.owed_days from school s)))) as marks
    from lesson l join mark m on m.lesson_id = l.id and m.replaced_at is null and (m.value is not null or m.owed)
    where l.course_id in (select id from others) and l.day between :first and :last
      and m.student_id in (select student_id from here)
    group by m.student_id),
  from_outside as (
    select b.student_id, json_agg(json_build_object('periodId', b.period_id, 'value', b.value, 'counted', b.counted)
      order by b.period_id, b.place) as brought
    from course c join ${broughtMarks} b on b.subject_id = c.subject_id
    join period p on p.id = b.period_id and p.first_day <= :last::date and p.last_day >= :first::date
    where c.id = :courseId and b.student_id in (select student_id from here)
    group by b.student_id)
  select s.id, p.family_name || ' ' || p.given_name as name, here.stays, given.marks, missed.absences,
    notes.announced, on_theory.theory, foreign_marks.marks as elsewhere,
    from_outside.brought, ${cameOn('s.id', ':last::date')}::text as "cameOn"
  from here
  join student s on s.id = here.student_id
  join person p on p.id = s.person_id
  left join given on given.student_id = s.id
  left join missed on missed.student_id = s.id
  left join notes on notes.student_id = s.id
  left join on_theory on on_theory.student_id = s.id
  left join from_outside on from_outside.student_id = s.id
  left join foreign_marks on foreign_marks.student_id = s.id
  order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`;
