import { Person } from '#db/school/person.ts';
import { SignInFailure } from '#db/school/sign-in-failure.ts';
import type { House } from './house.ts';
import { isPassword } from './passwords.ts';
import { countAttempt } from './sign-in.ts';

/**
 * Counts a wrong password given by who is signed in, among the failures to sign in: whoever sits at somebody else's open
 * browser guesses no faster. A right one is not counted. Refuses: too-many.
 */
export async function tryPassword(
  house: House,
  { personId, password, address }: { personId: number; password: string; address: string },
): Promise<void> {
  // Counted and committed before hashing, as at the sign-in page.
  const attempt = await house.asHouse(async act => {
    const { login } = await act.em.findOneOrFail(Person, { id: personId });
    return countAttempt(act, login, address);
  });
  if (!(await isPassword(password, attempt.passwordHash))) return;
  await house.asHouse(act => act.em.nativeDelete(SignInFailure, { id: attempt.failureId }));
}
