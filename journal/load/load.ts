import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { yearToFill } from '#school/imports/year-to-fill.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';

/** One line of the teaching load: one journal. */
export interface LoadLine {
  id: number;
  classId: number;
  className: string;
  subjectId: number;
  subject: string;
  subgroup: number | null;
  teacherId: number;
  teacher: string;
  hours: number;
  graded: boolean;
  /** Of grade 1, where no marks are put (3.4). */
  first: boolean;
  /** Hours of it in the timetable of this week and later. */
  placed: number;
  /** Nobody has worked in it: it may be taken away. */
  empty: boolean;
  /** Who had it before, and until which day (the first of the next). */
  past: { teacher: string; until: Day }[];
  /** Who takes it over, from a day to come. */
  coming: { id: number; teacher: string; day: Day } | null;
}

export interface LoadChoices {
  classes: { id: number; name: string; grade: number }[];
  subjects: { id: number; name: string }[];
  teachers: { id: number; name: string; hours: number }[];
}

export interface LoadView extends LoadChoices {
  year: { firstDay: Day; lastDay: Day };
  lines: LoadLine[];
  /** Hours a week of all classes together: lessons given, so that two subgroups count twice. */
  hours: number;
  mayKeep: boolean;
  /** Lists of people and load are the registrar's to bring in. */
  mayBringIn: boolean;
}

/**
 * The teaching load of this year (in the summer of the coming one): who teaches what in which class, with hours a week; of one
 * class or one teacher, or all. For the heads of the school and the registrar. Refusals: not-found, conflict without a year.
 * Five queries.
 */
export async function teachingLoad(
  act: Act,
  { classId, teacherId }: { classId?: number | undefined; teacherId?: number | undefined } = {},
): Promise<LoadView> {
  see(act, 'readSchoolSettings');
  const { id, firstDay, lastDay } = await yearToFill(act);
  const params = { year: id, today: act.today, classId: classId ?? null, teacherId: teacherId ?? null };
  const lines = await act.em.execute<LoadLine[]>(linesQuery, params);
  return {
    year: { firstDay, lastDay },
    lines,
    hours: lines.reduce((sum, { hours }) => sum + hours, 0),
    classes: await act.em.execute(classesQuery, params),
    subjects: await act.em.execute('select id, name from subject order by position, name collate "ru-x-icu"'),
    teachers: await act.em.execute(teachersQuery, params),
    mayKeep: may(act.by, 'keepLoad'),
    mayBringIn: may(act.by, 'keepPeople'),
  };
}

/** SQL: somebody has worked in course `c`, or is told of it elsewhere: it stays. */
export const isWorkedIn = `(exists (select from lesson l where l.course_id = c.id and (l.topic is not null or l.homework is not null
      or l.attendance_at is not null or l.control_id is not null or l.filled_at is not null
      or exists (select from mark m where m.lesson_id = l.id) or exists (select from absence a where a.lesson_id = l.id)
      or exists (select from substitution s where s.lesson_id = l.id)
      or exists (select from lesson_resource r where r.lesson_id = l.id)
      or exists (select from cell_conflict x where x.lesson_id = l.id)))
  or exists (select from period_mark f where f.course_id = c.id) or exists (select from lesson_plan n where n.course_id = c.id)
  or exists (select from brought_mark b where b.course_id = c.id)
  or exists (select from unlock u where u.course_id = c.id) or exists (select from change h where h.course_id = c.id))`;

const linesQuery = `
  select c.id, k.id as "classId", k.grade || k.letter as "className", j.id as "subjectId", j.name as subject,
    g.number as subgroup, p.id as "teacherId", ${shortNameOf('p')} as teacher, c.hours_per_week as hours, c.graded,
    k.grade = 1 as first,
    (select coalesce(sum(case t.week when 'both' then 1 else 0.5 end), 0)::float from timetable_entry t
      where t.course_id = c.id and (t.until is null or (t.until > :today and t.until > t.since))) as placed,
    not ${isWorkedIn} as empty,
    (select coalesce(json_agg(json_build_object('teacher', ${shortNameOf('w')}, 'until', h.day) order by h.day), '[]')
      from teacher_change h join person w on w.id = h.was_id where h.course_id = c.id and h.done_at is not null) as past,
    (select json_build_object('id', h.id, 'teacher', ${shortNameOf('w')}, 'day', h.day) from teacher_change h
      join person w on w.id = h.becomes_id where h.course_id = c.id and h.done_at is null order by h.day limit 1) as coming
  from course c join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
  join person p on p.id = c.teacher_id left join subgroup g on g.id = c.subgroup_id
  where k.year_id = :year and (:classId::int is null or k.id = :classId) and (:teacherId::int is null or c.teacher_id = :teacherId)
  order by k.grade, k.letter collate "ru-x-icu", j.position, j.name collate "ru-x-icu", g.number, c.id`;

const classesQuery = `
  select id, grade || letter as name, grade from school_class where year_id = :year
  order by grade, letter collate "ru-x-icu"`;

// Who teaches this year, and who may be given something.
const teachersQuery = `
  select p.id, p.family_name || ' ' || p.given_name || coalesce(' ' || p.patronymic, '') as name,
    coalesce((select sum(c.hours_per_week)::int from course c join school_class k on k.id = c.school_class_id
      where k.year_id = :year and c.teacher_id = p.id), 0) as hours
  from person p where p.deactivated_at is null and (exists (select from assignment a where a.person_id = p.id
      and a.role = 'teacher' and a.since <= :today and (a.until is null or a.until >= :today))
    or exists (select from course c join school_class k on k.id = c.school_class_id
      where k.year_id = :year and c.teacher_id = p.id))
  order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`;
