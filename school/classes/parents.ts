import { Guardianship } from '#db/school/guardianship.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { addDays, type Day, parseDay } from '../calendar.ts';
import { loginGiver } from '../import-people/logins.ts';
import { isSamePatronymic } from '../import-people/name-key.ts';
import { type Kinship, type PersonName, readName, readSex, type Sex } from '../import-people/read-values.ts';
import { withoutYo, withoutYoSql } from '../names.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { placeOfStudent } from './place-of-student.ts';
import { readContacts, refuseAll, type TypedContacts } from './read-contacts.ts';
import { recordCardChange, writeContacts } from './write-contacts.ts';

export const kinships = ['mother', 'father', 'guardian'] as const satisfies Kinship[];

/** A parent as typed; `since` is an ISO day, today when it is empty. */
export interface TypedParent extends TypedContacts {
  name: string;
  kinship: string;
  since?: string | undefined;
  /** Of somebody the school has with that name: this person; or `new` for a namesake. */
  known?: number | 'new' | undefined;
}

/** Somebody of the name whom the school has already. */
export interface Namesake {
  personId: number;
  name: string;
  login: string;
  /** «мать: Петрова Мария, 5Б» is worded from these. */
  children: { name: string; className: string | null }[];
}

/**
 * Adds a parent to a student from a day on (4.2a); gives the person's id. A new one gets a login and no password yet. One who was a
 * parent here before is one again. Whom the school knows in another family only the registrar ties. Refusals: not-found,
 * not-allowed, conflict for who is a parent already, invalid at name, kinship, since, phone …, known.
 */
export async function addParent(act: Act, studentId: number, typed: TypedParent): Promise<number> {
  const place = await placeOfStudent(act, studentId);
  permit(act, 'keepParents', place.classId);
  const { name, kinship, since } = readParent(act, typed);
  const { contacts, refused } = readContacts(typed, field => field);
  refuseAll(refused);
  const alike = await namesakes(act, name);
  const own = await act.em.find(Guardianship, { student: studentId, parent: alike.map(({ personId }) => personId) });
  const [former] = own;
  if (former && !(former.until && former.until < act.today)) throw new Refusal('conflict', 'card/parent-already');
  const known = former?.parent.id ?? tiedTo(act, typed, alike);
  const person = known === null ? await newPerson(act, name, kinship) : await act.em.findOneOrFail(Person, known);
  if (known === null) writeContacts(act, person, contacts);
  if (former) Object.assign(former, { since, until: null, kind: kinship });
  else {
    const student = act.em.getReference(Student, studentId);
    act.em.create(Guardianship, { parent: person, student, kind: kinship, since });
  }
  recordCardChange(act, { personId: person.id, studentId, field: 'kinship', before: null, after: kinship });
  await act.em.flush();
  return person.id;
}

function readParent(act: Act, typed: TypedParent): { name: PersonName; kinship: Kinship; since: Day } {
  const name = readName([typed.name]) ?? invalid('card/name', 'name');
  const kinship = kinships.find(one => one === typed.kinship) ?? invalid('card/kinship', 'kinship');
  const since = typed.since ? parseDay(typed.since) : act.today;
  if (!since || since > act.today) invalid('card/since', 'since');
  return { name, kinship, since };
}

/** Whom the registrar means; nothing for a new person. */
function tiedTo(act: Act, { known }: TypedParent, alike: readonly Namesake[]): number | null {
  if (alike.length === 0) return null;
  permit(act, 'tieKnownParent');
  if (known === 'new') return null;
  return alike.find(({ personId }) => personId === known)?.personId ?? invalid('card/parent-known', 'known');
}

/** Grown people of the name, the patronymic where both are written; for the registrar's choice. */
export async function namesakes(act: Act, name: PersonName): Promise<Namesake[]> {
  const plain = (column: string) => withoutYoSql(`lower(${column})`);
  const rows = await act.em.execute<(Namesake & { patronymic: string | null })[]>(
    `select p.id as "personId", concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, p.login, p.patronymic,
       coalesce((select json_agg(json_build_object('name', sp.family_name || ' ' || sp.given_name, 'className', (
           select c.grade || c.letter from enrolment e join school_class c on c.id = e.school_class_id
           where e.student_id = g.student_id and e.since <= :today and (e.until is null or e.until > :today) limit 1)) order by sp.id)
         from guardianship g join student s on s.id = g.student_id join person sp on sp.id = s.person_id
         where g.parent_id = p.id and g.since <= :today and (g.until is null or g.until >= :today)), '[]') as children
     from person p where p.deactivated_at is null and not exists (select from student s where s.person_id = p.id)
       and ${plain('p.family_name')} = :family and ${plain('p.given_name')} = :given order by p.id`,
    { today: act.today, family: plainName(name.familyName), given: plainName(name.givenName) },
  );
  return rows
    .filter(({ patronymic }) => isSamePatronymic(patronymic, name.patronymic))
    .map(({ patronymic: _, ...one }) => one);
}

function plainName(word: string): string {
  return withoutYo(word.toLowerCase());
}

async function newPerson(act: Act, name: PersonName, kinship: Kinship): Promise<Person> {
  const sex = sexOf(name, kinship) ?? invalid('card/sex', 'name');
  const taken = await act.em.execute<{ login: string }[]>('select login from person');
  const login = loginGiver(taken.map(one => one.login))(name);
  const nothing = { phone: null, email: null, address: null, workplace: null };
  const who = { ...name, ...nothing, sex, login, passwordHash: null, createdAt: act.at };
  const person = Object.assign(new Person(), who);
  await act.em.persist(person).flush();
  return person;
}

function sexOf(name: PersonName, kinship: Kinship): Sex | undefined {
  if (kinship === 'guardian') return readSex('', name);
  return kinship === 'mother' ? 'female' : 'male';
}

/**
 * Somebody is a parent of the student up to a day, included; the day before the first one means never. Nothing is deleted.
 * Refusals: not-found, not-allowed, invalid at until, conflict for one that has ended.
 */
export async function endParent(
  act: Act,
  { studentId, personId, until }: { studentId: number; personId: number; until: string },
): Promise<void> {
  const { classId } = await placeOfStudent(act, studentId);
  const tie = await act.em.findOne(Guardianship, { student: studentId, parent: personId });
  if (!tie) throw new Refusal('not-found', 'not-found');
  permit(act, 'keepParents', classId);
  if (tie.until && tie.until < act.today) throw new Refusal('conflict', 'card/parent-ended');
  const last = parseDay(until);
  if (!last || last > act.today || last < addDays(tie.since, -1)) invalid('card/parent-until', 'until');
  tie.until = last;
  recordCardChange(act, { personId, studentId, field: 'kinship', before: tie.kind, after: null });
}
