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

/**
 * Prepares a socket's folder that nobody else can enter. No server of ours may run: the lock that a killed one has left
 * beside its socket is thrown away, since PostgreSQL takes it for live when another process has got the number.
 */
export function waySocket(folder: ServerFolder): Way {
  const beside = join(folder.path, 'socket');
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER) {
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside);
    return { host: makePrivate(beside, folder.account), port: 5432 };
  }
  removeShortFolder(folder);
  const short = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  const host = makePrivate(mkdtempSync(join(short, 'zvonok-')), folder.account);
  writeFileSync(shortFolderRecord(folder), host);
  return { host, port: 5432 };
}

/** Removes the socket's folder that stood elsewhere because the path was too long, if there was one. */
export function removeShortFolder(folder: ServerFolder): void {
  const record = shortFolderRecord(folder);
  if (!existsSync(record)) return;
  rmSync(readFileSync(record, 'utf8'), { recursive: true, force: true });
  rmSync(record);
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

function shortFolderRecord(folder: ServerFolder): string {
  return join(folder.path, 'socket-folder');
}

function makePrivate(path: string, account: Account): string {
  chmodSync(path, 0o700);
  giveTo(account, path);
  return path;
}

/** A port of this machine that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
