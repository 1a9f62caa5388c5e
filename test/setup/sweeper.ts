import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readPostmaster, whoRuns } from '#db/server/postmaster.ts';

/**
 * Has the folder removed and the servers in it ended when this process is gone, by Ctrl-C and `kill -9` too, when no
 * teardown runs: a small process waits for the end of its input. Gives what does it at once.
 */
export function sweepAfterwards(folder: string): () => Promise<void> {
  const sweeper = spawn(process.execPath, [import.meta.filename, folder], {
    // Its own group, or Ctrl-C would end it before it has swept.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  sweeper.unref();
  return async () => {
    sweeper.ref();
    sweeper.stdin.end();
    if (sweeper.exitCode === null) await once(sweeper, 'exit');
  };
}

if (import.meta.main) {
  const folder = process.argv[2] as string;
  process.stdin.resume();
  await once(process.stdin, 'close');
  for (const file of globSync('**/postmaster.pid', { cwd: folder })) await end(dirname(join(folder, file)), folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

async function end(cluster: string, folder: string): Promise<void> {
  const server = readPostmaster(cluster);
  if (!server || whoRuns(server, folder) !== 'our server') return;
  // Nobody needs its data any more.
  process.kill(server.pid, 'SIGQUIT');
  while (whoRuns(server, folder) === 'our server') await pause(10);
}
