import { Person } from '#db/school/person.ts';
import type { Act } from './act.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import { invalid } from './refusal.ts';
import { endOtherSessions } from './sessions.ts';

export interface PasswordChange {
  current: string;
  next: string;
  /** The session that stays; the others end. */
  token: string;
}

/** Changes one's own password (2.3); every other session of the person ends. Refusals: invalid (current, next). */
export async function changePassword(act: Act, { current, next, token }: PasswordChange): Promise<void> {
  const person = await act.em.findOneOrFail(Person, { id: act.by.id });
  if (!(await isPassword(current, person.passwordHash ?? null))) invalid('password-current', 'current');
  checkPassword(next, 'next');
  if (next === current) invalid('password-same', 'next');
  person.passwordHash = await hashPassword(next);
  person.mustChangePassword = false;
  await endOtherSessions(act, token);
}
