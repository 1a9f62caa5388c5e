import type { House } from '#school/house.ts';
import { machineSecret } from '#school/secrets.ts';
import { acceptConfirmation, confirmationLetter } from '#school/ways/email.ts';
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
 * Sends the link that confirms an address of e-mail. Its code is made here, so that the queue never holds one; a letter sent
 * twice brings two, of which the last one opens.
 */
export function emailConfirmationLetter({ house, press, post, site }: LetterHouse): Work {
  return async ({ confirmationId }) => {
    const letter = await house.asHouse(act => confirmationLetter(act, Number(confirmationId)));
    if (!letter) return;
    const code = machineSecret(house.world);
    const link = `${site}/messengers/email/${code}`;
    await post.send({
      to: letter.to,
      ...press.letter('mail/confirm-email', { school: house.name, name: letter.name, link }),
    });
    await house.asHouse(act => acceptConfirmation(act, Number(confirmationId), code));
  };
}
