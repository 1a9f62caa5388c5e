import type { EntityManager } from '@mikro-orm/postgresql';
import type { Day } from '#db/day.ts';
import { prepared } from '#db/prepared.ts';
import { isYearOf } from './current-year.ts';

export const roles = ['director', 'deputy', 'registrar', 'teacher', 'class-teacher', 'parent', 'student'] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ['director', 'deputy', 'registrar', 'teacher', 'class-teacher'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Who acts, with everything the charter asks about a person; plain data. */
export interface Actor {
  id: number;
  fullName: string;
  shortName: string;
  givenName: string;
  patronymic: string | null;
  roles: ReadonlySet<Role>;
  /** Set when the person is a student. */
  studentId: number | null;
  /** Students whose parent the person is today. */
  childIds: readonly number[];
  /** Classes of this year whose class teacher the person is. */
  ownClassIds: readonly number[];
}

/** How the person is spoken to: adults by name and patronymic, students by name. */
export function addressOf(actor: Actor): string {
  const formal = actor.patronymic !== null && !actor.roles.has('student');
  return formal ? `${actor.givenName} ${actor.patronymic}` : actor.givenName;
}

/** True for everyone who works at the school. */
export function isStaff(actor: Actor): boolean {
  return staffRoles.some(role => actor.roles.has(role));
}

/** The words by which a document or a section names somebody of the staff: «staff», and each function held; none for others. */
export function staffWords(actor: Actor): string[] {
  return isStaff(actor) ? ['staff', ...staffRoles.filter(role => actor.roles.has(role))] : [];
}

/** The word by which a document names one person. */
export function personWord(id: number): string {
  return `person:${id}`;
}

/** The words by which a document of the staff's board is addressed to somebody: those of the staff, and their own; none for others. */
export function addressWords(actor: Actor): string[] {
  return isStaff(actor) ? [...staffWords(actor), personWord(actor.id)] : [];
}

/** The person as an actor on that day, in one query; nothing when there is no such active account. */
export async function loadActor(em: EntityManager, personId: number, today: Day): Promise<Actor | undefined> {
  const [row] = await prepared<ActorRow>(
    em,
    `select p.id, ${actorColumns} from person p where p.id = :personId and p.deactivated_at is null`,
    { personId, today },
  );
  return row && actorOf(row);
}

/** The actor of a row with `id` and the columns of `actorColumns`. */
export function actorOf(row: ActorRow): Actor {
  const held = new Set<Role>(row.assigned);
  if (row.own_classes.length > 0) held.add('class-teacher');
  if (row.children.length > 0) held.add('parent');
  if (row.student_id !== null) held.add('student');
  const given = [row.given_name, row.patronymic].filter(name => name !== null);
  return {
    id: row.id,
    fullName: [row.family_name, ...given].join(' '),
    shortName: [row.family_name, ...given.map(name => `${name[0]}.`)].join(' '),
    givenName: row.given_name,
    patronymic: row.patronymic,
    roles: held,
    studentId: row.student_id,
    childIds: row.children,
    ownClassIds: row.own_classes,
  };
}

export interface ActorRow {
  id: number;
  family_name: string;
  given_name: string;
  patronymic: string | null;
  assigned: Role[];
  student_id: number | null;
  children: number[];
  own_classes: number[];
}

/** SQL: what makes the person `p` an actor on the day `:today`. */
// A class belongs to its teacher through the summer too, until the next year begins.
export const actorColumns = `p.family_name, p.given_name, p.patronymic,
  array(select a.role from assignment a
    where a.person_id = p.id and a.since <= :today and (a.until is null or a.until >= :today)) as assigned,
  (select s.id from student s where s.person_id = p.id) as student_id,
  array(select g.student_id from guardianship g
    where g.parent_id = p.id and g.since <= :today and (g.until is null or g.until >= :today) order by g.student_id) as children,
  array(select c.id from school_class c join school_year y on y.id = c.year_id
    where c.class_teacher_id = p.id and ${isYearOf(':today')}
    order by c.id) as own_classes`;
