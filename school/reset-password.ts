import { Person } from '#db/school/person.ts';
import type { Act } from './act.ts';
import { keepPaperCode } from './link-codes.ts';
import { hashPassword } from './passwords.ts';
import { permit } from './permissions.ts';
import { Refusal } from './refusal.ts';
import { paperSecret } from './secrets.ts';
import { endSessionsOf } from './sessions.ts';

/** What is printed on a slip; the password and the code are shown this once and kept only as hashes. */
export interface Slip {
  name: string;
  login: string;
  password: string;
  linkCode: string;
}

/**
 * Gives the person a first password and a link code for paper (2.2, 7). Their open sessions end, and the password must be
 * changed at the next sign-in. Refusals: not-allowed, not-found.
 */
export async function resetPassword(act: Act, personId: number): Promise<Slip> {
  permit(act, 'keepPeople');
  const person = await act.em.findOne(Person, { id: personId, deactivatedAt: null });
  if (!person) throw new Refusal('not-found', 'not-found');
  return freshSlip(act, person, await drawPassword(act));
}

interface DrawnPassword {
  password: string;
  passwordHash: string;
}

/** A first password for paper with its hash; the hash takes its time and may be made of several at once. */
export async function drawPassword(act: Act): Promise<DrawnPassword> {
  const password = paperSecret(act.world, 8);
  return { password, passwordHash: await hashPassword(password) };
}

/** First password and link code for a person of whom the charter was asked; what was valid until now is so no longer. */
export async function freshSlip(act: Act, person: Person, drawn: DrawnPassword): Promise<Slip> {
  person.passwordHash = drawn.passwordHash;
  person.mustChangePassword = true;
  await endSessionsOf(act, person.id);
  const { code } = await keepPaperCode(act, person.id);
  return { name: person.fullName, login: person.login, password: drawn.password, linkCode: code };
}
