import type { Act } from '../act.ts';
import { writeClasses } from '../imports/write-classes.ts';
import { type Progress, writeRows } from '../imports/write-rows.ts';
import type { FoundCourse, KnownSubject, LoadComparison } from './compare-load.ts';

/**
 * Writes the load that was compared, with the classes and subjects it needs. A new subgroup takes its part of the class in alphabetical order, or the girls and
 * the boys; the class teacher puts it right afterwards.
 */
export async function writeLoad(
  act: Act,
  { year, courses }: LoadComparison['writing'],
  progress: Progress,
): Promise<void> {
  const tally = progress.begin(courses.length);
  await writeClasses(act, year.id, new Set(courses.map(({ place }) => place)));
  await writeSubjects(act, new Set(courses.map(({ subject }) => subject)));
  const rows = courses.map(rowOf);
  const split = rows.filter(({ number }) => number !== null);
  await writeRows(act, split, { sql: subgroupSql });
  await writeRows(
    act,
    rows.filter(({ id }) => id === null),
    { tally, sql: courseSql },
  );
  await writeRows(
    act,
    rows.filter(({ id }) => id !== null).map(row => ({ ...row, by: act.by.id, at: act.at, today: act.today })),
    { tally, sql: changeSql },
  );
  await writeRows(
    act,
    split.map(row => ({ ...row, firstDay: year.firstDay, today: act.today })),
    { sql: membersSql },
  );
}

function rowOf({ id, line, place, subject, teacherId, graded }: FoundCourse) {
  const { hours, subgroup: number, bySex } = line;
  return { id, class: place.id, subject: subject.id, number, teacher: teacherId, hours, graded, bySex };
}

async function writeSubjects(act: Act, subjects: ReadonlySet<KnownSubject>): Promise<void> {
  for (const subject of subjects) {
    if (subject.id !== null) continue;
    const [row] = await act.em.execute<{ id: number }[]>(
      'insert into subject (name, short_name) values (:name, :shortName) returning id',
      { name: subject.name, shortName: subject.shortName },
    );
    subject.id = row!.id;
  }
}

const sent = `jsonb_to_recordset(:rows::jsonb) as v(id int, class int, subject int, number int, teacher int, hours int,
  graded boolean, "bySex" boolean, "firstDay" date, by int, at timestamptz, today date)`;

const subgroupSql = `
  insert into subgroup (school_class_id, subject_id, number) select distinct class, subject, number from ${sent}
  on conflict (school_class_id, subject_id, number) do nothing`;

const courseSql = `
  insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
  select v.class, g.id, v.subject, v.teacher, v.hours, v.graded from ${sent}
  left join subgroup g on g.school_class_id = v.class and g.subject_id = v.subject and g.number = v.number`;

// A course in which lessons were given keeps who gave them.
const changeSql = `
  with changed as (
    insert into teacher_change (course_id, was_id, becomes_id, day, by_id, at, done_at)
    select c.id, c.teacher_id, v.teacher, v.today, v.by, v.at, v.at
    from ${sent} join course c on c.id = v.id
    where c.teacher_id <> v.teacher and exists (select from lesson l where l.course_id = c.id and l.day < v.today))
  update course c set teacher_id = v.teacher, hours_per_week = v.hours from ${sent} where c.id = v.id`;

// Only a subject of which nobody in the class is in a subgroup yet is divided.
const membersSql = `
  with parts as (
    select g.id as subgroup, v.class, v.subject, v."bySex", v.number, v."firstDay",
      row_number() over (partition by v.class, v.subject order by v.number) as part,
      count(*) over (partition by v.class, v.subject) as parts
    from ${sent} join subgroup g on g.school_class_id = v.class and g.subject_id = v.subject and g.number = v.number
    where not exists (select 1 from subgroup_member m join subgroup other on other.id = m.subgroup_id
      where other.school_class_id = v.class and other.subject_id = v.subject)
  ), classmates as (
    select e.student_id as student, e.school_class_id as class, e.since, e.until, p.sex,
      ntile_of.place, ntile_of.total
    from (select e.id, row_number() over (partition by e.school_class_id
        order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", e.student_id) as place,
        count(*) over (partition by e.school_class_id) as total
      from enrolment e join student s on s.id = e.student_id join person p on p.id = s.person_id
      join (select distinct class, greatest(v."firstDay", v.today) as day from ${sent}) v on v.class = e.school_class_id
      where (e.until is null or e.until > v.day) and e.school_class_id in (select class from parts)) ntile_of
    join enrolment e on e.id = ntile_of.id join student s on s.id = e.student_id join person p on p.id = s.person_id
  )
  insert into subgroup_member (subgroup_id, student_id, since, until)
  select parts.subgroup, c.student, greatest(c.since, parts."firstDay"), c.until from parts join classmates c on c.class = parts.class
  where case when parts."bySex" then (c.sex = 'female') = (parts.number = 1)
    else (c.place - 1) * parts.parts / c.total = parts.part - 1 end`;
