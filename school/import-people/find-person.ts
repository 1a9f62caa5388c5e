import { Refusal } from '../refusal.ts';
import type { KnownPeople, Someone } from './known-people.ts';
import { isSameFamily, isSamePatronymic, nameKey } from './name-key.ts';
import type { ReadPerson, ReadStaff, ReadStudent } from './read-people.ts';

/**
 * The student of the line: by login, else by name with birthday, or with class where the birthday is not known; nothing
 * when the school has no such one. Refuses what could be somebody the school has, and could be another.
 */
export function findStudent(known: KnownPeople, line: ReadStudent): Someone | undefined {
  const byLogin = holderOf(known, line);
  if (byLogin)
    return byLogin.student ? byLogin : refuse('bring-in/login-taken', { login: line.login, name: nameOf(byLogin) });
  const namesakes = namesakesOf(known, line).filter(one => one.student);
  const born = line.birthday ? namesakes.filter(one => one.student!.birthday === line.birthday) : [];
  if (born.length === 1) return born[0];
  const unsure = namesakes.filter(one => !line.birthday || !one.student!.birthday);
  const classmates = namesakes.filter(one => isOfClass(one, line));
  if (classmates.length === 1 && unsure.includes(classmates[0]!)) return classmates[0];
  // Another day of birth in the same class is a slip of the pen more often than a namesake.
  if (born.length > 1 || classmates.length > 0 || unsure.length > 0)
    refuse('bring-in/unclear-student', { name: nameOf(namesakes[0]!), birthday: namesakes[0]!.student!.birthday });
  return undefined;
}

/** The member of the staff of the line: by login, else by name; a parent of the same name must have the same contact. */
export function findStaff(known: KnownPeople, line: ReadStaff): Someone | undefined {
  const byLogin = holderOf(known, line);
  if (byLogin)
    return byLogin.student ? refuse('bring-in/login-taken', { login: line.login, name: nameOf(byLogin) }) : byLogin;
  const adults = namesakesOf(known, line).filter(one => !one.student);
  const staff = adults.filter(one => one.isStaff);
  const touched = adults.filter(one => contactOf(one, line) === 'same');
  if (touched.length === 1) return touched[0];
  if (staff.length === 1 && touched.length === 0) return staff[0];
  const unsure = adults.filter(one => contactOf(one, line) !== 'other');
  if (unsure.length > 0) refuse('bring-in/unclear-person', { name: nameOf(unsure[0]!) });
  return undefined;
}

/** The parent of the child: who is one already, else an adult of that name with the same contact or of the child's family. */
export function findParent(known: KnownPeople, line: ReadPerson, child: Someone): Someone | undefined {
  const byLogin = holderOf(known, line);
  if (byLogin)
    return byLogin.student ? refuse('bring-in/login-taken', { login: line.login, name: nameOf(byLogin) }) : byLogin;
  const adults = namesakesOf(known, line).filter(one => !one.student);
  const own = adults.filter(one => one.children.some(({ student }) => student === child));
  if (own.length === 1) return own[0];
  const touched = adults.filter(one => contactOf(one, line) === 'same');
  if (touched.length === 1) return touched[0];
  const unsure = adults.filter(one => contactOf(one, line) !== 'other');
  const kin = unsure.filter(one => line.name.patronymic !== null && isKin(one, child));
  if (kin.length === 1) return kin[0];
  if (unsure.length > 0) refuse('bring-in/unclear-person', { name: nameOf(unsure[0]!) });
  return undefined;
}

/** Who has the login that the line names; a login nobody has is refused: logins are given out by the program. */
function holderOf(known: KnownPeople, { login }: ReadPerson): Someone | undefined {
  if (login === null) return undefined;
  return known.byLogin.get(login) ?? refuse('bring-in/login-unknown', { login });
}

function namesakesOf(known: KnownPeople, { name }: ReadPerson): Someone[] {
  const found = known.byName.get(nameKey(name)) ?? [];
  return found.filter(one => isSamePatronymic(one.patronymic, name.patronymic));
}

function isOfClass(one: Someone, { schoolClass }: ReadStudent): boolean {
  const { place } = one.student!;
  return schoolClass !== null && place?.grade === schoolClass.grade && place.letter === schoolClass.letter;
}

/** What telephone and e-mail say: the same person, another, or nothing. */
function contactOf(one: Someone, line: ReadPerson): 'same' | 'other' | 'unknown' {
  const pairs = [
    [one.phone, line.phone],
    [one.email, line.email],
  ].filter(([known, written]) => known && written);
  if (pairs.some(([known, written]) => known === written)) return 'same';
  return pairs.length > 0 ? 'other' : 'unknown';
}

function isKin(one: Someone, child: Someone): boolean {
  const families = [one.familyName, ...one.children.map(({ student }) => student.familyName)];
  return families.some(family => isSameFamily(family, child.familyName));
}

function nameOf({ familyName, givenName, patronymic }: Someone): string {
  return [familyName, givenName, patronymic].filter(Boolean).join(' ');
}

function refuse(reason: string, facts: Record<string, unknown>): never {
  throw new Refusal('invalid', reason, { facts });
}
