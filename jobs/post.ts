import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export interface Post {
  /** Hands the letter to the mail server; rejects when it does not take it. */
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
    send: async letter => {
      await transport.sendMail({ from, ...letter });
    },
    close: () => transport.close(),
  };
}
