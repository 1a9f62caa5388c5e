import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerFolder } from './folder.ts';
import type { Programs } from './programs.ts';

/** The server's first process, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  startedAt: number;
  port: number;
  socketFolder: string;
  ready: boolean;
}

/** The postmaster that the cluster's file names, dead or alive; its lines are described in PostgreSQL's `pidfile.h`. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , started, port, socketFolder = '', , , status = ''] = lines;
  return {
    pid: Number(pid),
    startedAt: Number(started) * 1000,
    port: Number(port),
    socketFolder: socketFolder.trim(),
    ready: status.trim() === 'ready',
  };
}

/** Who has the postmaster's process number now: after a crash or a restart it may be any program's. */
export function whoRuns(postmaster: Postmaster, settings: string): 'our server' | 'another server' | 'nobody' {
  try {
    // A zombie that nobody has buried has no command line any more.
    const command = commandOf(postmaster.pid);
    if (command.includes(settings)) return 'our server';
    return /postgres|postmaster/.test(command) ? 'another server' : 'nobody';
  } catch {
    return 'nobody';
  }
}

/**
 * Makes the file of a dead postmaster name a process that cannot be, since PostgreSQL would not start while anyone at all
 * has the old number. The file stays: its other lines show PostgreSQL whether sessions of the dead one still live.
 */
export function buryPostmaster(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8').replace(/^\d+/, '2147483646');
  if (!text.startsWith('2147483646\n')) {
    // Cut off by a power failure: it shows nothing, and PostgreSQL would wait for somebody to remove it.
    rmSync(file);
    return;
  }
  const handle = openSync(file, constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0));
  writeSync(handle, text);
  closeSync(handle);
}

/**
 * Ends the server in order: everything is on the disk. Sessions have a second to go by themselves: a pool says that it has
 * ended before the server has heard of it, and one broken off in between would be an error that nobody expects.
 */
export async function stopPostmaster(programs: Programs, folder: ServerFolder): Promise<void> {
  const postmaster = readPostmaster(folder.cluster);
  if (!postmaster) return;
  // The file is the last thing a server puts away; its process may stay a zombie where nobody buries it.
  const runs = () =>
    readPostmaster(folder.cluster)?.pid === postmaster.pid && whoRuns(postmaster, folder.settings) === 'our server';
  for (const [mode, patience] of [
    ['smart', 1_000],
    ['fast', 60_000],
  ] as const) {
    if (!runs()) return;
    tell(postmaster, mode, { programs, folder });
    const deadline = AbortSignal.timeout(patience);
    while (runs() && !deadline.aborted) await pause(10);
  }
  if (runs()) throw new Error(`PostgreSQL (process ${postmaster.pid}) did not stop within a minute`);
}

function tell(
  postmaster: Postmaster,
  mode: 'smart' | 'fast',
  { programs, folder }: { programs: Programs; folder: ServerFolder },
): void {
  if (process.platform !== 'win32') process.kill(postmaster.pid, mode === 'smart' ? 'SIGTERM' : 'SIGINT');
  else execFileSync(programs.pgCtl, ['stop', '-W', '-m', mode, '-D', folder.cluster]);
}

function commandOf(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  if (process.platform !== 'win32')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
  return execFileSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8' });
}
