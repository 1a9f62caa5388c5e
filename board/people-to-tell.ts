import type { Act } from '#school/act.ts';
import { type StaffRole, staffRoles } from '#school/actor.ts';
import { likeItself, withoutYo, withoutYoSql } from '#school/names.ts';
import { permit, see } from '#school/permissions.ts';
import { staffOnDay } from '#school/staff.ts';
import type { DocumentKind } from './kinds.ts';

/** Somebody whom a document may be for by name. */
export interface PersonToTell {
  /** «person:12» */
  word: string;
  name: string;
  roles: StaffRole[];
  /** Of a student the class, of a parent the classes of the children: «5Б». */
  classes: string | null;
  student: boolean;
}

const most = 12;

interface Wanted {
  kind: DocumentKind;
  /** The beginning of names. */
  q?: string | undefined;
  families?: boolean;
  /** People who are given in any case. */
  also?: readonly number[];
}

/**
 * Whom a document may be for by name: the staff, for an announcement families too; the first few of those whose names begin so, or
 * all, the staff first. Refusals: not-found for families, not-allowed to who writes no documents.
 */
export async function peopleToTell(
  act: Act,
  { kind, q, families = kind === 'announcement', also = [] }: Wanted,
): Promise<PersonToTell[]> {
  see(act, 'readBoard');
  permit(act, 'writeDrafts');
  const beginnings = withoutYo((q ?? '').trim().toLowerCase())
    .split(/\s+/)
    .slice(0, 4)
    .map(word => `${likeItself(word)}%`);
  const name = (column: string) => withoutYoSql(`lower(${column})`);
  const fits = `exists (select from unnest(array[${name('p.family_name')}, ${name('p.given_name')}, ${name("coalesce(p.patronymic, '')")}]) n where n like b)`;
  const rows = await act.em.execute<(Omit<PersonToTell, 'word'> & { id: number })[]>(
    `with pupils as (
       select st.person_id, st.id, k.grade, k.letter from student st join enrolment e on e.student_id = st.id
         join school_class k on k.id = e.school_class_id
       where e.since <= :today and (e.until is null or e.until > :today)),
     related as (
       select person_id, grade, letter, true as student from pupils
       union select g.parent_id, u.grade, u.letter, false from guardianship g join pupils u on u.id = g.student_id
       where g.since <= :today and (g.until is null or g.until >= :today)),
     family as (
       select person_id, bool_or(student) as student, string_agg(grade || letter, ', ' order by grade, letter) as classes
       from related group by person_id)
     select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, coalesce(s.roles, '{}') as roles,
       f.classes, coalesce(f.student, false) as student
     from person p left join (${staffOnDay.replace('?', ':today')}) s on s.person_id = p.id
       left join family f on f.person_id = p.id
     where p.deactivated_at is null and (s.person_id is not null or (:families and f.person_id is not null) or p.id = any(:also))
       and not exists (select from json_array_elements_text(:beginnings::json) b where not ${fits})
     order by s.person_id is null, p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id
     limit :most`,
    {
      today: act.today,
      families,
      also: `{${also.join(',')}}`,
      beginnings: JSON.stringify(beginnings),
      most: q === undefined ? 5000 : most,
    },
  );
  return rows.map(({ id, ...row }) => ({
    ...row,
    word: `person:${id}`,
    roles: staffRoles.filter(role => row.roles.includes(role)),
  }));
}
