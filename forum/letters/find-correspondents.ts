import type { Act } from '#school/act.ts';
import { isStaff } from '#school/actor.ts';
import { likeItself, shortNameOf, withoutYo, withoutYoSql } from '#school/names.ts';
import { may } from '#school/permissions.ts';
import { staffOnDay } from '#school/staff.ts';
import { staffOfStudents } from '#school/student-staff.ts';
import { tidyLine } from '#school/typed-text.ts';

/** Somebody a member of staff may write to. */
export interface FoundCorrespondent {
  id: number;
  name: string;
  shortName: string;
  /** Of a family: about whom the letter is. */
  student: { id: number; name: string; className: string; self: boolean } | null;
  officeHours: string | null;
}

/**
 * People by a part of their name, or of their child's, whom a member of staff may write to: colleagues, and the families of those
 * they teach; heads find every family. The same rule as `writeLetter`; one query, at most so many. Nobody for a family.
 */
export async function findCorrespondents(act: Act, typed: string, { most = 20 } = {}): Promise<FoundCorrespondent[]> {
  const words = withoutYo(tidyLine(typed).toLowerCase()).split(' ').filter(Boolean).slice(0, 4);
  if (!isStaff(act.by) || words.join('').length < 2) return [];
  const rows = await act.em.execute<Row[]>(query, {
    ...{ today: act.today, me: act.by.id, most },
    // Heads of the school write to every family; so says the charter.
    all: may(act.by, 'readEveryJournal'),
    words: JSON.stringify(words.map(word => `%${likeItself(word)}%`)),
  });
  return rows.map(({ studentId, studentName, className, self, ...person }) => ({
    ...person,
    student: studentId === null ? null : { id: studentId, name: studentName!, className: className!, self: self! },
  }));
}

interface Row extends Omit<FoundCorrespondent, 'student'> {
  studentId: number | null;
  studentName: string | null;
  className: string | null;
  self: boolean | null;
}

const fullName = (alias: string) => `concat_ws(' ', ${alias}.family_name, ${alias}.given_name, ${alias}.patronymic)`;

const query = `
  with taught as (select distinct student_id from (${staffOfStudents}) w
    where w.person_id = :me and w.capacity <> 'deputy'),
  open as (
    select e.student_id, k.grade || k.letter as class_name, s.person_id
    from enrolment e join school_class k on k.id = e.school_class_id join student s on s.id = e.student_id
    where e.since <= :today and (e.until is null or e.until > :today)
      and (:all or e.student_id in (select student_id from taught))),
  everybody as (
    select st.person_id as id, null::int as student_id, null::text as class_name, null::int as student_person, 0 as place
    from (${staffOnDay.replace('?', ':today')}) st
    union all
    select g.parent_id, o.student_id, o.class_name, o.person_id, 1 from open o
    join guardianship g on g.student_id = o.student_id and g.since <= :today and (g.until is null or g.until >= :today)
    union all
    select o.person_id, o.student_id, o.class_name, o.person_id, 2 from open o)
  select p.id, ${fullName('p')} as name, ${shortNameOf('p')} as "shortName", p.office_hours as "officeHours",
    x.student_id as "studentId", sp.family_name || ' ' || sp.given_name as "studentName", x.class_name as "className",
    sp.id = p.id as self
  from everybody x join person p on p.id = x.id and p.deactivated_at is null
  left join person sp on sp.id = x.student_person
  where p.id <> :me and (
    select bool_and(${withoutYoSql(`lower(concat_ws(' ', ${fullName('p')}, ${fullName('sp')}, x.class_name))`)} like w)
    from jsonb_array_elements_text(:words::jsonb) w)
  order by x.place, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id, x.student_id limit :most`;
