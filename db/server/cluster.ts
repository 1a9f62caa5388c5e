import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, giveTo } from './account.ts';
import { cannotStart } from './cannot-start.ts';
import type { ServerFolder } from './folder.ts';
import type { Programs } from './programs.ts';

/** Character types that know Russian letters, without which `pg_trgm` finds no words; the first the system has. */
const CHARACTERS = ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8'];

/** Makes the cluster, ordered as Russian is, under another name first: one broken off is never taken for a whole one. */
export async function makeCluster(
  programs: Programs,
  folder: ServerFolder,
  options: { durable: boolean; passwordFile?: string },
): Promise<void> {
  const half = `${folder.cluster}.new`;
  const common = [
    ...['--pgdata', half, '--username', 'postgres', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    ...['--locale-provider=icu', '--icu-locale=ru', '--text-search-config=russian'],
    ...(options.passwordFile ? ['--auth=scram-sha-256', '--pwfile', options.passwordFile] : ['--auth=peer']),
    ...(options.durable ? [] : ['--no-sync']),
  ];
  for (const characters of process.platform === 'win32' ? [''] : CHARACTERS) {
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    giveTo(folder.account, half);
    const said = await runProgram(programs.initdb, [...common, ...(characters ? [`--lc-ctype=${characters}`] : [])], {
      account: folder.account,
      cwd: folder.path,
    });
    if (said === undefined) return renameSync(half, folder.cluster);
    if (!said.includes('invalid locale name')) throw cannotStart(`PostgreSQL could not make its files: ${said}`);
  }
  throw cannotStart(`PostgreSQL needs one of the locales ${CHARACTERS.join(', ')}; install one, or set DATABASE_URL.`);
}

/** Gives a cluster that root has copied here to the account that is to run it. */
export function giveCluster(folder: ServerFolder): void {
  if (!folder.account.ids || !existsSync(folder.cluster)) return;
  if (statSync(folder.cluster).uid === folder.account.ids.uid) return;
  giveAll(folder.cluster, folder.account);
}

/** What a program of PostgreSQL is given of our environment: none of our secrets, and none of the user's PG… settings. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'LD_LIBRARY_PATH'];
  return Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Runs a program of PostgreSQL to its end; gives nothing when it succeeds, else the error it named. */
export function runProgram(
  program: string,
  args: string[],
  options: { account: Account; cwd: string },
): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      ...options.account.ids,
      cwd: options.cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr?.on('data', chunk => {
      errors += chunk;
    });
    child.on('error', error => resolve(error.message));
    child.on('close', code => resolve(code === 0 ? undefined : lastError(errors) || `${program} ended with ${code}`));
  });
}

function lastError(text: string): string {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  return (lines.findLast(line => /\b(error|fatal):/i.test(line)) ?? lines.at(-1) ?? '').replace(/^.*?: /, '');
}

function giveAll(path: string, account: Account): void {
  giveTo(account, path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveAll(join(path, entry.name), account);
    else if (entry.isFile()) giveTo(account, join(path, entry.name));
  }
}
