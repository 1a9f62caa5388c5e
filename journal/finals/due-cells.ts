import type { HouseAct } from '#school/act.ts';
import type { GivenMark } from '../arithmetic/owed-works.ts';
import { broughtJson, broughtMarks } from '../brought-marks/brought-sql.ts';
import { studentsOn } from '../lesson-sql.ts';

/** A student who is due for a mark of a period in a course, with the marks got in it. */
export interface DueCell {
  courseId: number;
  studentId: number;
  /** «Петрова Мария» */
  name: string;
  givenName: string;
  personId: number;
  periodId: number;
  marks: JournalMark[];
}

/** A current mark or owed work; `elsewhere` when it stands in another journal of the subject: before the student moved, or of another school. */
export type JournalMark = GivenMark & { elsewhere: boolean };

/**
 * Who is due in the periods that have begun (in the course on the period's last day, or today), by name; with the marks
 * of the subject in any class or subgroup they were in. One query.
 */
export async function dueCells(
  act: HouseAct,
  { courseIds, studentId }: { courseIds: readonly number[]; studentId?: number },
): Promise<DueCell[]> {
  return act.em.execute<DueCell[]>(cellsQuery, {
    today: act.today,
    courses: `{${courseIds.join(',')}}`,
    studentId: studentId ?? null,
  });
}

// Courses, then lessons, then marks, each step by itself: else the planner asks every lesson for every student.
const cellsQuery = `
  with asked as materialized (
    select c.id, c.subject_id, c.school_class_id, c.subgroup_id, k.year_id, k.period_kind
    from course c join school_class k on k.id = c.school_class_id
    where c.id = any(:courses)),
  due as (
    select c.id as course_id, c.subject_id, p.id as period_id, p.first_day, p.last_day, here.student_id
    from asked c
    join period p on p.year_id = c.year_id and p.kind = c.period_kind and p.first_day <= :today
    cross join lateral ${studentsOn('least(p.last_day, :today::date)')} here
    where :studentId::int is null or here.student_id = :studentId),
  same as materialized (
    select c.id, c.subject_id from course c
    where c.subject_id in (select subject_id from asked) and c.school_class_id in (
      select e.school_class_id from enrolment e where e.student_id in (select student_id from due))),
  written as materialized (
    select same.subject_id, l.course_id, l.day, m.student_id, m.value, m.owed, m.due_on, m.work_kind_id
    from same
    join lesson l on l.course_id = same.id and l.day >= (select min(first_day) from due)
    join mark m on m.lesson_id = l.id and m.replaced_at is null and (m.value is not null or m.owed)
      and (:studentId::int is null or m.student_id = :studentId)),
  given as (
    select every.course_id, every.student_id, every.period_id, json_agg(every.mark) as marks from (
    select d.course_id, d.student_id, d.period_id,
      json_build_object('value', m.value, 'weight', w.weight, 'owed', m.owed,
        'dueOn', coalesce(m.due_on, m.day + s.owed_days), 'elsewhere', m.course_id <> d.course_id) as mark
    from due d
    join written m on m.subject_id = d.subject_id and m.student_id = d.student_id
      and m.day between d.first_day and d.last_day
    join work_kind w on w.id = m.work_kind_id
    cross join school s
    union all
    select d.course_id, d.student_id, d.period_id, ${broughtJson} from due d
    join ${broughtMarks} b on b.counted and b.subject_id = d.subject_id and b.student_id = d.student_id
      and b.period_id = d.period_id) every
    group by every.course_id, every.student_id, every.period_id)
  select d.course_id as "courseId", d.student_id as "studentId", n.family_name || ' ' || n.given_name as name,
    n.given_name as "givenName", n.id as "personId", d.period_id as "periodId", coalesce(g.marks, '[]') as marks
  from due d
  join student s on s.id = d.student_id
  join person n on n.id = s.person_id
  left join given g on g.course_id = d.course_id and g.student_id = d.student_id and g.period_id = d.period_id
  order by n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", d.student_id, d.first_day`;
