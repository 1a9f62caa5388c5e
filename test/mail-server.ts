import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as it came: its head and its parts read back. */
export interface KeptLetter {
  to: string[];
  head: string;
  text: string;
  html: string | undefined;
  files: { name: string; type: string; content: Buffer }[];
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
  const [head] = halves(source);
  const parts = partsOf(source);
  const text = (type: string) => {
    const found = parts.find(part => part.head.toLowerCase().includes(type) && !/attachment/i.test(part.head));
    return found && decoded(found.head, found.body).toString('utf8');
  };
  const files = parts
    .filter(part => /^Content-Disposition: attachment/im.test(part.head))
    .map(part => ({
      name: fileNameIn(part.head),
      type: /^Content-Type: ([^;\s]+)/im.exec(part.head)![1]!,
      content: decoded(part.head, part.body),
    }));
  const [only] = parts;
  const plain = text('text/plain') ?? (parts.length === 1 ? decoded(only!.head, only!.body).toString('utf8') : '');
  return { to, head: unfolded(head), text: plain, html: text('text/html'), files };
}

/** The leaves of a letter, from first to last. */
function partsOf(source: string): { head: string; body: string }[] {
  const [folded, body] = halves(source);
  const head = unfolded(folded);
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  if (!boundary) return [{ head, body }];
  const pieces = body.split(`--${boundary}`).slice(1, -1);
  return pieces.flatMap(piece => partsOf(piece.replace(/^\r\n/, '')));
}

function unfolded(head: string): string {
  return head.replace(/\r\n[ \t]+/g, ' ');
}

/** «filename*0*=utf-8\'\'%D0…; filename*1*=…», or simply «filename=…». */
function fileNameIn(head: string): string {
  const pieces = [...head.matchAll(/filename\*\d+\*?=([^;\r\n]+)/gi)].map(([, piece]) =>
    piece!.trim().replace(/^"|"$/g, ''),
  );
  if (pieces.length > 0) return decodeURIComponent(pieces.join('').replace(/^utf-8''/i, ''));
  return /filename="?([^";\r\n]+)"?/i.exec(head)?.[1] ?? '';
}

function halves(source: string): [string, string] {
  const at = source.indexOf('\r\n\r\n');
  return at < 0 ? [source, ''] : [source.slice(0, at), source.slice(at + 4)];
}

function decoded(head: string, body: string): Buffer {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64');
  if (!/quoted-printable/i.test(head)) return Buffer.from(body);
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
