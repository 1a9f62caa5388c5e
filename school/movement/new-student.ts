import { Guardianship } from '#db/school/guardianship.ts';
import { Person } from '#db/school/person.ts';
import { Student } from '#db/school/student.ts';
import type { Act } from '../act.ts';
import { addYears, type Day, parseDay } from '../calendar.ts';
import { loginGiver } from '../import-people/logins.ts';
import { nameKey } from '../import-people/name-key.ts';
import { withoutYo, withoutYoSql } from '../names.ts';
import { invalid } from '../refusal.ts';
import { tidyLine } from '../typed-text.ts';

/** Who comes, as it was typed. */
export interface NewStudent {
  familyName: string;
  givenName: string;
  patronymic?: string | undefined;
  sex: string;
  birthday: string;
  /** The login of a parent whom the school has, or the whole name of a new one. */
  parent?: string | undefined;
  kinship?: string | undefined;
}

const longestName = 60;
const kinships = ['mother', 'father', 'guardian'] as const;

/**
 * An account for a student the school has never had, and for the parent. Refusals: invalid at the fields; somebody of that name
 * and birthday is known already; a grown-up of the parent's name is, who may be another: named by the login it is the same one.
 */
export async function newStudent(act: Act, entry: NewStudent): Promise<Student> {
  const names = {
    familyName: nameAt('familyName', entry.familyName),
    givenName: nameAt('givenName', entry.givenName),
    patronymic: entry.patronymic?.trim() ? nameAt('patronymic', entry.patronymic) : null,
  };
  const sex = (['female', 'male'] as const).find(one => one === entry.sex);
  if (!sex) invalid('movement/sex', 'sex');
  const birthday = parseDay(entry.birthday.trim());
  if (!birthday || birthday > addYears(act.today, -5) || birthday < addYears(act.today, -25))
    invalid('movement/birthday', 'birthday');
  await refuseKnown(act, names, birthday);
  const loginFor = await logins(act);
  const personId = await addPerson(act, { ...names, sex, login: loginFor(names) });
  const student = act.em.create(Student, { person: await act.em.findOneOrFail(Person, personId), birthday });
  const typed = tidyLine(entry.parent ?? '');
  if (typed === '') return student;
  const kind = kinships.find(one => one === entry.kinship);
  if (!kind) invalid('movement/kinship', 'kinship');
  const parent = await parentOf(act, typed, { kind, loginFor });
  act.em.create(Guardianship, { parent, student, kind, since: act.today });
  return student;
}

function nameAt(field: 'familyName' | 'givenName' | 'patronymic', typed: string): string {
  const name = tidyLine(typed);
  if (name.length > longestName || !/^\p{L}[\p{L}\s'’.-]*$/u.test(name)) invalid('movement/name', field);
  return name;
}

async function logins(act: Act) {
  const taken = await act.em.execute<{ login: string }[]>('select login from person');
  return loginGiver(taken.map(({ login }) => login));
}

async function refuseKnown(act: Act, names: { familyName: string; givenName: string }, birthday: Day): Promise<void> {
  const born = await act.em.execute<{ familyName: string; givenName: string; personId: number }[]>(
    `select p.family_name as "familyName", p.given_name as "givenName", p.id as "personId"
     from student s join person p on p.id = s.person_id where s.birthday = :birthday`,
    { birthday },
  );
  const same = born.find(one => nameKey(one) === nameKey(names));
  if (same) invalid('movement/known-student', 'familyName', { name: `${names.familyName} ${names.givenName}` });
}

async function parentOf(
  act: Act,
  typed: string,
  { kind, loginFor }: { kind: (typeof kinships)[number]; loginFor: ReturnType<typeof loginGiver> },
): Promise<Person> {
  const name = withoutYo(typed.toLowerCase());
  const found = await act.em.execute<{ id: number; login: string }[]>(
    `select p.id, p.login from person p
     where not exists (select from student s where s.person_id = p.id)
       and (p.login = :name or ${withoutYoSql(`lower(concat_ws(' ', p.family_name, p.given_name, p.patronymic))`)} = :name) limit 1`,
    { name },
  );
  const [known] = found;
  if (known && known.login === name) return act.em.getReference(Person, known.id);
  if (known) invalid('movement/known-parent', 'parent', { login: known.login });
  const [familyName = '', givenName = '', ...rest] = typed.split(' ');
  if (!/^\p{L}[\p{L}\s'’.-]*$/u.test(typed) || givenName === '' || typed.length > 2 * longestName)
    invalid('movement/parent', 'parent');
  const names = { familyName, givenName, patronymic: rest.join(' ') || null };
  const sex = kind === 'father' ? ('male' as const) : ('female' as const);
  return act.em.getReference(Person, await addPerson(act, { ...names, sex, login: loginFor(names) }));
}

interface PersonToAdd {
  familyName: string;
  givenName: string;
  patronymic: string | null;
  sex: 'female' | 'male';
  login: string;
}

async function addPerson(act: Act, person: PersonToAdd): Promise<number> {
  const [row] = await act.em.execute<{ id: number }[]>(
    `insert into person (family_name, given_name, patronymic, sex, login, created_at)
     values (:familyName, :givenName, :patronymic, :sex, :login, :at) returning id`,
    { ...person, at: act.at },
  );
  return row!.id;
}
