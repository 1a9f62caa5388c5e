import type { House } from '#school/house.ts';
import { keepLostPassword, lostPasswordReaders } from '#school/lost-password.ts';
import { machineSecret } from '#school/secrets.ts';
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
 * Sends the link that sets a new password in place of a lost one, to whoever has confirmed an e-mail; to nobody else, and
 * who asked doesn't learn it. The code is made here, so that the queue never holds one.
 */
export function lostPasswordLetter({ house, press, post, site }: LetterHouse): Work {
  return async ({ login, askedAt }) => {
    const asked = { login: String(login), askedAt: new Date(String(askedAt)) };
    for (const { personId, to, ...reader } of await house.asHouse(act => lostPasswordReaders(act, asked))) {
      const code = machineSecret(house.world);
      const link = `${site}/sign-in/lost/${code}`;
      await post.send({ to, ...press.letter('mail/lost-password', { school: house.name, ...reader, link }) });
      await house.asHouse(act => keepLostPassword(act, personId, code));
    }
  };
}
