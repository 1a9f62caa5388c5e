import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, accountForServer, canReach } from './account.ts';
import { cannotStart } from './cannot-start.ts';

/** Where everything of the server stands, and who runs it. */
export interface ServerFolder {
  path: string;
  account: Account;
  /** PostgreSQL's own files. */
  cluster: string;
  /** What the server is started with; written anew at each start. */
  settings: string;
  /** What the server says. */
  log: string;
}

/**
 * `postgresql` in the data folder, made when it is missing: ours, so that the server's user cannot trick root into
 * writing elsewhere; closed to all others. Where the server's user cannot come to it, it stands in the common place
 * and the data folder holds a link.
 */
export function serverFolder(dataDir: string): ServerFolder {
  mkdirSync(dataDir, { recursive: true });
  const entry = join(realpathSync(dataDir), 'postgresql');
  if (lstatSync(entry, { throwIfNoEntry: false })?.isSymbolicLink() && !existsSync(entry))
    throw cannotStart(`${entry} points to ${readlinkSync(entry)}, which is gone: bring it back, or remove the link.`);

  const account = accountForServer(join(entry, 'cluster'));
  if (!existsSync(entry)) makeEntry(entry, account, canReach(realpathSync(dataDir), account));
  const path = realpathSync(entry);
  close(path, account);
  if (!canReach(path, account))
    throw cannotStart(`The server's user cannot come to ${path}: move the folder, or let others enter those above it.`);
  return {
    path,
    account,
    cluster: join(path, 'cluster'),
    settings: join(path, 'settings'),
    log: join(path, 'server.log'),
  };
}

/** A folder that every user can come to and only root (on Windows: its maker) can write: for what must be copied. */
export function commonPlace(): string {
  const place =
    process.platform === 'win32' ? join(process.env.ProgramData ?? 'C:\\ProgramData', 'zvonok') : '/var/lib/zvonok';
  mkdirSync(place, { recursive: true, mode: 0o755 });
  if (process.platform === 'win32') return place;
  const { uid, mode } = lstatSync(place);
  if (uid !== 0 || mode & 0o022)
    throw cannotStart(`${place} can be written by others than root: remove it, or put that right.`);
  chmodSync(place, 0o755);
  return place;
}

function makeEntry(entry: string, account: Account, reachable: boolean): void {
  if (reachable) {
    mkdirSync(entry, { recursive: true, mode: 0o700 });
    closeOnWindows(entry);
    return;
  }
  const elsewhere = mkdtempSync(join(commonPlace(), 'data-'));
  close(elsewhere, account);
  closeOnWindows(elsewhere);
  try {
    symlinkSync(elsewhere, entry, 'junction');
  } catch (error) {
    rmSync(elsewhere, { recursive: true });
    // A program started at the same moment was quicker; the lock will tell the two apart.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function close(path: string, { ids }: Account): void {
  if (ids) chownSync(path, 0, ids.gid);
  chmodSync(path, ids ? 0o710 : 0o700);
}

/** Windows lets every user read a new folder, the password in it too. */
function closeOnWindows(path: string): void {
  if (process.platform !== 'win32') return;
  const { USERDOMAIN, USERNAME } = process.env;
  execFileSync('icacls', [path, '/inheritance:r', '/grant:r', `${USERDOMAIN}\\${USERNAME}:(OI)(CI)F`]);
}
