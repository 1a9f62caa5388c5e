import { existsSync } from 'node:fs';
import type { Connection } from '../connection.ts';
import { serverFolder } from './folder.ts';
import { readPostmaster, whoRuns } from './postmaster.ts';
import { passwordOf } from './way.ts';

/**
 * The school's database on the embedded server that runs over the folder now, whoever has started it: for looking
 * in while the program works. Nothing when none runs.
 */
export function runningServer(dataDir: string, tcp = process.platform === 'win32'): Connection | undefined {
  if (!existsSync(dataDir)) return undefined;
  const folder = serverFolder(dataDir);
  const running = readPostmaster(folder.cluster);
  if (!running?.ready || whoRuns(running, folder.settings) !== 'our server') return undefined;
  const way = tcp
    ? { host: '127.0.0.1', port: running.port, password: passwordOf(folder) }
    : { host: running.socketFolder, port: running.port };
  return { ...way, user: 'zvonok', database: 'zvonok' };
}
