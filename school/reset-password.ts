import { Person } from '#db/school/person.ts';
import type { Act } from './act.ts';
import { issuePaperCode } from './link-codes.ts';
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
  const password = paperSecret(act.world, 8);
  person.passwordHash = await hashPassword(password);
  person.mustChangePassword = true;
  await endSessionsOf(act, personId);
  const { code } = await issuePaperCode(act, personId);
  return { name: person.fullName, login: person.login, password, linkCode: code };
}
