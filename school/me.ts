import type { Act } from './act.ts';
import { isStaff, type Role } from './actor.ts';
import { may } from './permissions.ts';

export interface Child {
  id: number;
  name: string;
  givenName: string;
  className: string | null;
}

export interface Me {
  id: number;
  name: string;
  shortName: string;
  roles: Role[];
  children: Child[];
  /** The student the person is, if they are one. */
  studentId: number | null;
  staff: boolean;
  mayReadBoard: boolean;
  mayUseForum: boolean;
  mayKeepPeople: boolean;
  /** Controls how the journal is kept. */
  mayReadEveryJournal: boolean;
}

/** Who I am: roles, children, and which rooms open to me. */
export async function me(act: Act): Promise<Me> {
  const { by } = act;
  return {
    id: by.id,
    name: by.fullName,
    shortName: by.shortName,
    roles: [...by.roles],
    children: await students(act, by.childIds),
    studentId: by.studentId,
    staff: isStaff(by),
    mayReadBoard: may(by, 'readBoard'),
    mayUseForum: may(by, 'useForum'),
    mayKeepPeople: may(by, 'keepPeople'),
    mayReadEveryJournal: may(by, 'readEveryJournal'),
  };
}

/** Names and classes of students, in Russian order of given names. */
async function students(act: Act, ids: readonly number[]): Promise<Child[]> {
  if (ids.length === 0) return [];
  const rows = await act.em.execute<
    { id: number; family_name: string; given_name: string; class_name: string | null }[]
  >(
    `select s.id, p.family_name, p.given_name,
       (select c.grade || c.letter from enrolment e join school_class c on c.id = e.school_class_id
         where e.student_id = s.id and e.since <= ? and (e.until is null or e.until > ?)
         order by e.since desc limit 1) as class_name
     from student s join person p on p.id = s.person_id
     where s.id = any(?) order by p.given_name collate "ru-x-icu", s.id`,
    [act.today, act.today, `{${ids.join(',')}}`],
  );
  return rows.map(row => ({
    id: row.id,
    name: `${row.family_name} ${row.given_name}`,
    givenName: row.given_name,
    className: row.class_name,
  }));
}
