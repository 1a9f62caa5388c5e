import { chmodSync, chownSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { cannotStart } from './cannot-start.ts';

/** The system user whose processes the server's are; `ids` are present only where root must step down to it. */
export interface Account {
  ids?: { uid: number; gid: number };
}

/**
 * PostgreSQL refuses root. Root's server runs as the owner of its files, and a new one as the first of these users
 * there is; everybody else's runs as they are. An administrator who wants a user of its own adds `zvonok`.
 */
export function accountForServer(cluster: string): Account {
  if (!isRoot()) return {};
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { ids: { uid: owner.uid, gid: owner.gid } };
  const passwd = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['zvonok', 'postgres', '_postgres', 'nobody']) {
    const [, , uid, gid] = passwd.find(line => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { ids: { uid: Number(uid), gid: Number(gid) } };
  }
  throw cannotStart(
    'PostgreSQL does not run as root, and there is no user zvonok, postgres or nobody: add one, start as another user, or set DATABASE_URL.',
  );
}

/** Whether the account can enter the folder (or run the file) by every step of its path. */
export function canReach(path: string, account: Account): boolean {
  // PostgreSQL for Windows reads its paths in the system's old code page, so a letter outside of it makes initdb fail.
  if (process.platform === 'win32') return !/[^\x20-\x7e]/.test(path);
  if (!account.ids) return true;
  for (let step = realpathSync(path); ; step = dirname(step)) {
    if (!mayEnter(step, account.ids)) return false;
    if (step === dirname(step)) return true;
  }
}

/** Makes the path the account's own and nobody else's; without root it is already so. */
export function giveTo(account: Account, path: string): void {
  if (account.ids) chownSync(path, account.ids.uid, account.ids.gid);
}

/** Writes a file that stays ours and that the account can read. */
export function writeReadable(account: Account, path: string, text: string): void {
  writeFileSync(path, text);
  if (account.ids) chownSync(path, 0, account.ids.gid);
  chmodSync(path, 0o640);
}

export function isRoot(): boolean {
  return process.platform !== 'win32' && process.getuid?.() === 0;
}

/** The name under which the server will know whoever runs this program. */
export function ownName(): string {
  return userInfo().username;
}

function mayEnter(path: string, ids: { uid: number; gid: number }): boolean {
  const { uid, gid, mode } = statSync(path);
  const shift = uid === ids.uid ? 6 : gid === ids.gid ? 3 : 0;
  return ((mode >> shift) & 0o1) === 1;
}
