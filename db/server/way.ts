import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../connection.ts';
import { type Account, giveTo, writeReadable } from './account.ts';
import type { ServerFolder } from './folder.ts';

/** How the server can be reached: by a socket in a private folder, or by a port of this machine and a password. */
export interface Way {
  host: string;
  port: number;
  password?: string;
}

/** Linux takes 107 bytes for a socket's path, macOS 103; the server adds its own name to the folder. */
const LONGEST_SOCKET_FOLDER = 103 - '/.s.PGSQL.5432'.length;

/** Prepares a socket's folder that nobody else can enter. */
export function waySocket(folder: ServerFolder): Way {
  const beside = join(folder.path, 'socket');
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER) {
    mkdirSync(beside, { recursive: true });
    return { host: makePrivate(beside, folder.account), port: 5432 };
  }
  const record = join(folder.path, 'socket-folder');
  if (existsSync(record)) rmSync(readFileSync(record, 'utf8'), { recursive: true, force: true });
  const short = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  const host = makePrivate(mkdtempSync(join(short, 'zvonok-')), folder.account);
  writeFileSync(record, host);
  return { host, port: 5432 };
}

/** Finds a free port and makes a password, once per cluster. */
export async function wayPort(folder: ServerFolder): Promise<Way> {
  return { host: '127.0.0.1', port: await freePort(), password: passwordOf(folder) };
}

/** The cluster's password where there are no sockets. */
export function passwordOf(folder: ServerFolder): string {
  const file = join(folder.path, 'password');
  if (!existsSync(file)) writeReadable(folder.account, file, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8');
}

/** The same place in the form of a URL; a socket's folder stands where the host does, as libpq has it too. */
export function urlOf({ user, password, host, port, database }: Connection): string {
  const secret = password ? `:${encodeURIComponent(password)}` : '';
  return `postgres://${user}${secret}@${encodeURIComponent(host)}:${port}/${database}`;
}

function makePrivate(path: string, account: Account): string {
  chmodSync(path, 0o700);
  giveTo(account, path);
  return path;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
