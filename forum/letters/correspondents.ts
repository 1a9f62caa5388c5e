import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { staffOfStudents } from '#school/student-staff.ts';

/** Somebody of the school whom a family may write to about a student. */
export interface Correspondent {
  id: number;
  name: string;
  shortName: string;
  capacity: 'class-teacher' | 'teacher' | 'deputy';
  subjects: string[];
  subjectIds: number[];
  officeHours: string | null;
}

export interface FamilyCorrespondents {
  studentId: number;
  givenName: string;
  className: string;
  people: Correspondent[];
}

/**
 * Whom I may write to about my children, or about myself: class teacher, teachers by name, deputy for parents (4.2d). The same rule
 * as `writeLetter` of the charter, for all at once; one query.
 */
export async function correspondents(act: Act): Promise<FamilyCorrespondents[]> {
  const { studentId, childIds } = act.by;
  const ids = studentId === null ? childIds : [studentId, ...childIds];
  if (ids.length === 0) return [];
  const rows = await act.em.execute<(Correspondent & Omit<FamilyCorrespondents, 'people'>)[]>(
    `select w.student_id as "studentId", sp.given_name as "givenName", k.grade || k.letter as "className",
       p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, ${shortNameOf('p')} as "shortName",
       p.office_hours as "officeHours",
       case when bool_or(w.capacity = 'class-teacher') then 'class-teacher'
         when bool_or(w.capacity = 'teacher') then 'teacher' else 'deputy' end as capacity,
       coalesce(array_agg(distinct w.subject) filter (where w.subject is not null), '{}') as subjects,
       coalesce(array_agg(distinct w.subject_id) filter (where w.subject_id is not null), '{}') as "subjectIds"
     from (${staffOfStudents}) w
     join person p on p.id = w.person_id
     join student s on s.id = w.student_id join person sp on sp.id = s.person_id
     join enrolment e on e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
     join school_class k on k.id = e.school_class_id
     where w.student_id = any(:ids) and p.id <> :me and (w.capacity <> 'deputy' or w.student_id = any(:children))
     group by w.student_id, sp.given_name, k.grade, k.letter, p.id
     order by sp.given_name collate "ru-x-icu", w.student_id, bool_or(w.capacity = 'class-teacher') desc,
       bool_or(w.capacity = 'teacher') desc, p.family_name collate "ru-x-icu", p.id`,
    { today: act.today, me: act.by.id, ids: `{${ids.join(',')}}`, children: `{${childIds.join(',')}}` },
  );
  const families = new Map<number, FamilyCorrespondents>();
  for (const { studentId: student, givenName, className, ...person } of rows) {
    const family = families.get(student) ?? { studentId: student, givenName, className, people: [] };
    family.people.push(person);
    families.set(student, family);
  }
  return [...families.values()];
}
