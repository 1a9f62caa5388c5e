import { acceptFirstPassword, addressee } from '#school/first-password-letter.ts';
import type { House } from '#school/house.ts';
import { paperSecret } from '#school/secrets.ts';
import type { Press } from '#templates/press.ts';
import type { Post } from './post.ts';
import type { Work } from './queue.ts';

interface LetterHouse {
  house: House;
  press: Press;
  post: Post;
  /** Where the journal is, as the letter names it. */
  site: string;
}

/**
 * Sends login and a first password. The password is made here and kept only once the letter has gone, so that the queue never
 * holds one; a letter sent twice brings two, of which the last one opens.
 */
export function firstPasswordLetter({ house, press, post, site }: LetterHouse): Work {
  return async ({ personId }) => {
    const { name, login, email } = await house.asHouse(act => addressee(act, Number(personId)));
    if (!email) return;
    const password = paperSecret(house.world, 8);
    const printed = press.letter('mail/first-password', { school: house.name, name, login, password, site });
    await post.send({ to: email, ...printed });
    await house.asHouse(act => acceptFirstPassword(act, Number(personId), password));
  };
}
