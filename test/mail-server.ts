import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it came: its head and its parts read back. */
export interface KeptLetter {
  to: string[];
  head: string;
  text: string;
  html: string | undefined;
}

/** What the mail server answers at one step of a letter; nothing lets it pass. */
export type Refusing = (
  step: { at: 'sender' } | { at: 'addressee'; address: string } | { at: 'text' },
) => number | undefined;

export interface MailServer {
  url: string;
  letters: KeptLetter[];
  /** Ids and addressees of every try, also of those that were refused. */
  tries: string[];
  refuse(refusing?: Refusing): void;
  /** How many lines are open: none when all that was said has been heard. */
  lines(): number;
  close(): Promise<void>;
}

/** A real SMTP server on this machine that keeps letters and refuses as it is told. */
export async function startMailServer(): Promise<MailServer> {
  const letters: KeptLetter[] = [];
  const tries: string[] = [];
  let refusing: Refusing = () => undefined;
  const answer = (code: number | undefined) =>
    code === undefined ? null : Object.assign(new Error('not taken'), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, done) => done(answer(refusing({ at: 'sender' }))),
    onRcptTo: ({ address }, _session, done) => {
      tries.push(address);
      done(answer(refusing({ at: 'addressee', address })));
    },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', piece => pieces.push(piece));
      stream.on('end', () => {
        const refused = answer(refusing({ at: 'text' }));
        if (!refused)
          letters.push(
            letterOf(
              Buffer.concat(pieces).toString('utf8'),
              envelope.rcptTo.map(({ address }) => address),
            ),
          );
        done(refused);
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    tries,
    refuse: (next = () => undefined) => {
      refusing = next;
    },
    lines: () => server.connections.size,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function letterOf(source: string, to: string[]): KeptLetter {
  const [head, body] = halves(source);
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  const boundary = /boundary="([^"]+)"/.exec(unfolded)?.[1];
  if (!boundary) return { to, head: unfolded, text: decoded(unfolded, body), html: undefined };
  const parts = body.split(`--${boundary}`).map(part => halves(part.replace(/^\r\n/, '')));
  const part = (type: string) => {
    const found = parts.find(([own]) => own.toLowerCase().includes(type));
    return found && decoded(found[0], found[1]);
  };
  return { to, head: unfolded, text: part('text/plain') ?? '', html: part('text/html') };
}

function halves(source: string): [string, string] {
  const at = source.indexOf('\r\n\r\n');
  return at < 0 ? [source, ''] : [source.slice(0, at), source.slice(at + 4)];
}

function decoded(head: string, body: string): string {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
