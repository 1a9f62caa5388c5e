import type { Act } from '../act.ts';
import type { Day } from '../calendar.ts';
import type { YearToFill } from '../imports/year-to-fill.ts';
import { nameKey } from './name-key.ts';
import { type Kinship, readPhone, type Sex } from './read-values.ts';

/** Somebody of the school, or somebody whom the file brings: then without an id until all is written. */
export interface Someone {
  id: number | null;
  familyName: string;
  givenName: string;
  patronymic: string | null;
  sex: Sex;
  login: string | null;
  email: string | null;
  phone: string | null;
  student: Studies | null;
  /** Holds a function, or held one. */
  isStaff: boolean;
  roles: string[];
  /** Of a parent: the children, as the file and the school know them. */
  children: { student: Someone; kind: Kinship; ended: boolean }[];
}

/** What makes somebody a student. */
export interface Studies {
  id: number | null;
  birthday: Day | null;
  /** The class in the year that is filled. */
  place: KnownClass | null;
  before: 'never' | 'promoted' | 'left';
  /** First day away, of who has left. */
  leftOn: Day | null;
}

export interface KnownClass {
  id: number | null;
  grade: number;
  letter: string;
  teacherId: number | null;
  /** Somebody has been in it. */
  isFilled: boolean;
}

/** What the school has, as a list of people is compared with it. */
export interface KnownPeople {
  byName: Map<string, Someone[]>;
  byLogin: Map<string, Someone>;
  everybody: Someone[];
  classes: KnownClass[];
  hasDirector: boolean;
}

/** Everybody of the school with what a file could say of them: four queries, however large the school is. */
export async function knownPeople(act: Act, year: YearToFill): Promise<KnownPeople> {
  const asked = { today: act.today, year: year.id };
  const classes = await act.em.execute<KnownClass[]>(
    `select c.id, c.grade, c.letter, c.class_teacher_id as "teacherId",
       exists (select 1 from enrolment e where e.school_class_id = c.id) as "isFilled"
     from school_class c where c.year_id = :year order by c.id`,
    asked,
  );
  const rows = await act.em.execute<PersonRow[]>(peopleQuery, asked);
  const everybody = rows.map(row => someoneOf(row, classes));
  const ofStudent = new Map(everybody.flatMap(one => (one.student ? [[one.student.id, one] as const] : [])));
  const ofPerson = new Map(everybody.map(one => [one.id, one]));
  const kin = await act.em.execute<{ parent: number; student: number; kind: Kinship; ended: boolean }[]>(
    `select parent_id as parent, student_id as student, kind, coalesce(until < :today, false) as ended from guardianship`,
    asked,
  );
  for (const { parent, student, kind, ended } of kin)
    ofPerson.get(parent)!.children.push({ student: ofStudent.get(student)!, kind, ended });
  const known: KnownPeople = {
    ...{ byName: new Map(), byLogin: new Map(), everybody: [], classes },
    hasDirector: everybody.some(one => one.roles.includes('director')),
  };
  for (const one of everybody) know(known, one);
  return known;
}

/** Lets somebody be found from now on. */
export function know(known: KnownPeople, one: Someone): void {
  known.everybody.push(one);
  const key = nameKey(one);
  known.byName.set(key, [...(known.byName.get(key) ?? []), one]);
  if (one.login) known.byLogin.set(one.login, one);
}

interface PersonRow extends Omit<Someone, 'student' | 'children'> {
  studentId: number | null;
  birthday: Day | null;
  classId: number | null;
  before: Studies['before'];
  leftOn: Day | null;
}

function someoneOf(row: PersonRow, classes: readonly KnownClass[]): Someone {
  const { studentId, birthday, classId, before, leftOn, ...person } = row;
  const place = classes.find(({ id }) => id === classId) ?? null;
  return {
    ...person,
    // As the file's are read: one number is written in many ways.
    phone: person.phone && (readPhone(person.phone) ?? person.phone),
    email: person.email?.toLowerCase() ?? null,
    student: studentId === null ? null : { id: studentId, birthday, place, before, leftOn },
    children: [],
  };
}

// In the year that is filled a stay that has not ended is the student's place, also when it begins later.
const peopleQuery = `
  select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, p.sex, p.login, p.email, p.phone,
    s.id as "studentId", s.birthday::text as birthday,
    (select e.school_class_id from enrolment e join school_class c on c.id = e.school_class_id
     where e.student_id = s.id and c.year_id = :year and (e.until is null or e.until > :today)
     order by e.since desc limit 1) as "classId",
    case when latest.id is null then 'never' when latest.departure = 'left' then 'left' else 'promoted' end as before,
    case when latest.departure = 'left' then latest.until::text end as "leftOn",
    exists (select 1 from assignment a where a.person_id = p.id) as "isStaff",
    array(select a.role from assignment a
      where a.person_id = p.id and (a.until is null or a.until >= :today) order by a.role) as roles
  from person p left join student s on s.person_id = p.id
  left join lateral (select e.id, e.departure, e.until from enrolment e
    where e.student_id = s.id order by e.since desc, e.id desc limit 1) latest on true
  order by p.id`;
