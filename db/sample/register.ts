import type { Person } from '../school/person.ts';
import { cast, castMember } from './cast.ts';
import { loginMaker, type Sex } from './names.ts';
import type { Row } from './rows.ts';

/** A person's names, whole. */
export interface Names {
  familyName: string;
  givenName: string;
  patronymic: string;
  sex: Sex;
}

/** The list of everybody: gives ids and logins out as people come. */
export interface Register {
  people: Row<Person>[];
  add(names: Names): number;
  /** Adds the cast's member, who brings login and password along. */
  addCast(login: string): number;
  /** Whoever has the login already. */
  idOf(login: string): number | undefined;
}

/** An empty register; `passwordHashes` by login for the cast, everybody else has no password until the slip is handed out. */
export function openRegister(passwordHashes: ReadonlyMap<string, string>, createdAt: Date): Register {
  const people: Row<Person>[] = [];
  const loginFor = loginMaker(cast.map(member => member.login));
  const enter = (names: Names, login: string, passwordHash: string | null) => {
    const { familyName, givenName, patronymic, sex } = names;
    const id = people.length + 1;
    people.push({ id, familyName, givenName, patronymic, sex, login, passwordHash, createdAt });
    return id;
  };
  return {
    people,
    add: names => enter(names, loginFor(names.familyName, names.givenName), null),
    idOf: login => people.find(person => person.login === login)?.id,
    addCast: login => enter(castMember(login), login, passwordHashes.get(login) ?? null),
  };
}
