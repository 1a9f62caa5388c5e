import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { cannotStart } from './cannot-start.ts';
import { serverEnvironment } from './cluster.ts';
import type { ServerFolder } from './folder.ts';
import { readPostmaster } from './postmaster.ts';
import type { Programs } from './programs.ts';

const LONGEST_LOG = 5_000_000;

/** Starts the server and comes back when it is ready; it lives on when this program dies. */
export async function launch(programs: Programs, folder: ServerFolder, log: (line: string) => void): Promise<void> {
  const patience = AbortSignal.timeout(10_000);
  for (;;) {
    const reason = await tryLaunch(programs, folder, log);
    if (reason === undefined) return;
    // Sessions of a postmaster that was killed notice its death within moments, and hold the memory until then.
    if (!/shared memory block .* still in use/.test(reason) || patience.aborted)
      throw cannotStart(`PostgreSQL did not start: ${reason}`);
    await pause(100);
  }
}

async function tryLaunch(
  programs: Programs,
  folder: ServerFolder,
  log: (line: string) => void,
): Promise<string | undefined> {
  const size = statSync(folder.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LONGEST_LOG) renameSync(folder.log, `${folder.log}.1`);
  const server = spawnServer(programs, folder);
  const patience = AbortSignal.timeout(10_000);
  for (let told = false; !isReady(folder, server.pid); await pause(10)) {
    if (server.ended) return server.failure ?? reasonIn(folder.log, size > LONGEST_LOG ? 0 : size);
    if (!told && patience.aborted) log('PostgreSQL is putting its files in order, as after a crash');
    told ||= patience.aborted;
  }
  return undefined;
}

function isReady(folder: ServerFolder, pid: number | undefined): boolean {
  const postmaster = readPostmaster(folder.cluster);
  // pg_ctl has the server's number on Windows, we do not.
  return postmaster?.ready === true && (process.platform === 'win32' || postmaster.pid === pid);
}

function spawnServer(programs: Programs, folder: ServerFolder): Spawned {
  const windows = process.platform === 'win32';
  const log = openSync(folder.log, 'a', 0o600);
  // postgres.exe refuses an administrator; pg_ctl takes those rights away from it first, and comes back at once.
  const [program, args] = windows
    ? [programs.pgCtl, ['start', '-W', '-D', folder.settings, '-l', folder.log]]
    : [programs.postgres, ['-D', folder.settings]];
  const child = spawn(program, args, {
    ...folder.account.ids,
    cwd: folder.path,
    env: serverEnvironment(),
    // Its own group: Ctrl-C is for the program, which then stops the server in order.
    detached: true,
    stdio: windows ? 'ignore' : ['ignore', log, log],
  });
  closeSync(log);
  const state: Spawned = { ended: false, pid: child.pid };
  child.on('error', error => Object.assign(state, { ended: true, failure: error.message }));
  child.on('exit', code => Object.assign(state, { ended: !windows || code !== 0 }));
  child.unref();
  return state;
}

interface Spawned {
  ended: boolean;
  pid: number | undefined;
  failure?: string;
}

function reasonIn(log: string, from: number): string {
  const lines = readFileSync(log).subarray(from).toString().split('\n').filter(Boolean);
  const reason = lines.findLast(line => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? `see ${log}`;
  return reason.replace(/^.*?\b(FATAL|PANIC): +/, '');
}
