import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** The same when the same letter is sent again, so that a mailbox may show it once. */
  messageId?: string;
  /** Where its reader says that no more should come. */
  unsubscribeAt?: string;
  /** That address takes the mailbox's own POST (RFC 8058), which wants https. */
  oneClick?: boolean;
  attachments?: { filename: string; content: Buffer; contentType: string }[];
}

export interface Post {
  /** Hands the letter to the mail server; rejects when it does not take it, with nodemailer's own error. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** The mail server of SMTP_URL. A user that is an address is the sender; else zvonok@ the server's host. */
export function openPost(smtpUrl: string): Post {
  const { username, hostname } = new URL(smtpUrl);
  const user = decodeURIComponent(username);
  const from = user.includes('@') ? user : `zvonok@${hostname}`;
  const transport = createTransport({ url: smtpUrl, pool: true, connectionTimeout: 15_000, socketTimeout: 30_000 });
  return {
    send: async ({ unsubscribeAt, oneClick, messageId, ...letter }) => {
      await transport.sendMail({
        ...{ from, ...letter },
        ...(messageId ? { messageId: `<${messageId}@${hostname}>` } : {}),
        ...(unsubscribeAt
          ? {
              list: { unsubscribe: unsubscribeAt },
              headers: {
                'Auto-Submitted': 'auto-generated',
                ...(oneClick ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
              },
            }
          : {}),
      });
    },
    close: () => transport.close(),
  };
}
