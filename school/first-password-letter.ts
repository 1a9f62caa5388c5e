import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from './act.ts';
import { hashPassword } from './passwords.ts';
import { permit } from './permissions.ts';
import { Refusal } from './refusal.ts';
import { endSessionsOf } from './sessions.ts';

/** Asks for a letter with login and first password (2.2). Refusals: not-allowed, not-found, invalid (no e-mail known). */
export async function askFirstPasswordLetter(act: Act, personId: number): Promise<void> {
  permit(act, 'keepPeople');
  const { email } = await addressee(act, personId);
  if (!email) throw new Refusal('invalid', 'no-email');
  await act.later('first-password-letter', { personId });
}

/** To whom the letter goes. Refusal: not-found. */
export async function addressee(act: HouseAct, personId: number) {
  const person = await act.em.findOne(Person, { id: personId, deactivatedAt: null });
  if (!person) throw new Refusal('not-found', 'not-found');
  return { name: person.fullName, login: person.login, email: person.email ?? null };
}

/** The letter has gone: from now on its password is the one that opens, and must be changed. */
export async function acceptFirstPassword(act: HouseAct, personId: number, password: string): Promise<void> {
  const person = await act.em.findOneOrFail(Person, { id: personId });
  person.passwordHash = await hashPassword(password);
  person.mustChangePassword = true;
  await endSessionsOf(act, personId);
}
