import { paperTypes } from '#school/file-kinds.ts';
import type { Press, PrintedScreen } from '#templates/press.ts';
import type { Messenger, ScreenFile } from '../messenger.ts';
import { withoutSpoilers } from '../without-spoilers.ts';
import { mailFailureOf } from './mail-failure.ts';

/** The mail server as this messenger needs it; main.ts hands in the post. */
export interface LetterBox {
  send(letter: {
    to: string;
    subject: string;
    text: string;
    html: string;
    messageId?: string;
    unsubscribeAt: string;
    oneClick: boolean;
    attachments?: { filename: string; content: Buffer; contentType: string }[];
  }): Promise<void>;
}

interface EmailHouse {
  press: Press;
  letterBox: LetterBox;
  /** Where the journal is, as a letter names it. */
  site: string;
}

/** E-mail as the courier's messenger: a notice is a letter of plain text with the same in simple HTML. */
export function openEmail({ press, letterBox, site }: EmailHouse): Messenger {
  const letterOf = (screen: PrintedScreen) => {
    const { html, text } = withoutSpoilers(press, absolute(screen.text, site));
    return press.letter('mail/notice', { text, html, site });
  };
  return {
    name: 'email',
    show: async (address, screen, { signal, key, means, letter: words } = {}) => {
      const attached = await attachmentsOf(screen.file);
      signal?.throwIfAborted();
      const { subject: usual, text, html } = letterOf(screen);
      const subject = words?.subject ?? usual;
      const messageId = key && `notice.${key.replaceAll(',', '.').slice(0, 200)}`;
      const endAt = words?.endAt ?? (means?.unsubscribe && `/unsubscribe/${means.unsubscribe}`);
      const unsubscribing = endAt
        ? { unsubscribeAt: `${site}${endAt}`, oneClick: site.startsWith('https:') }
        : { unsubscribeAt: `${site}/settings`, oneClick: false };
      const letter = { to: address, subject, text, html: html!, ...unsubscribing, ...attached };
      await letterBox.send({ ...letter, ...(messageId ? { messageId } : {}) }).catch(error => {
        throw mailFailureOf(error);
      });
      return messageId ? { messageId } : {};
    },
  };
}

async function attachmentsOf(file: ScreenFile | undefined) {
  if (!file) return {};
  return { attachments: [{ filename: file.name, content: await file.make(), contentType: paperTypes[file.kind] }] };
}

/** Links into the site, and their words where these are the address itself, as they are followed from outside. */
function absolute(text: string, site: string): string {
  return text.replace(
    /<a href="(\/[^"]*)">(\/)?/g,
    (_, path: string, bare = '') => `<a href="${site}${path}">${bare && site}${bare}`,
  );
}
