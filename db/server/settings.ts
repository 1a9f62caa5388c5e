import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownName, writeReadable } from './account.ts';
import type { ServerFolder } from './folder.ts';
import type { Way } from './way.ts';

/** Writes what the server is started with. `own.conf` beside it is the administrator's and is read last. */
export function writeSettings(folder: ServerFolder, way: Way, options: { durable: boolean }): void {
  mkdirSync(folder.settings, { recursive: true });
  if (folder.account.ids) chownSync(folder.settings, 0, folder.account.ids.gid);
  chmodSync(folder.settings, folder.account.ids ? 0o750 : 0o700);
  const socket = way.password === undefined;
  const lines: Record<string, string> = {
    ...TUNING,
    ...(options.durable ? {} : FORGETFUL),
    data_directory: folder.cluster,
    port: String(way.port),
    listen_addresses: socket ? '' : way.host,
    unix_socket_directories: socket ? way.host : '',
    unix_socket_permissions: '0700',
  };
  const write = (name: string, text: string) => writeReadable(folder.account, join(folder.settings, name), text);
  const own = existsSync(join(folder.settings, 'own.conf')) ? `include 'own.conf'\n` : '';
  const ours = Object.entries(lines).map(([name, value]) => `${name} = ${quoted(value)}\n`);
  write('postgresql.conf', `# Written at each start; put yours into own.conf beside this.\n${ours.join('')}${own}`);
  // The name is what the kernel says of the other end of the socket, so there is no password to lose.
  write('pg_hba.conf', socket ? 'local all all peer map=own\n' : `host all all ${way.host}/32 scram-sha-256\n`);
  write('pg_ident.conf', `own "${ownName().replaceAll('"', '""')}" all\n`);
}

/** For one small school on one machine. */
const TUNING = {
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_connections: '60',
  random_page_cost: '1.1',
  // Containers give 64 MB of the shared memory that parallel queries need, and a school's queries need no second core.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // Nobody follows this server, so it writes less ahead and keeps no process for that.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '64MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  // After a crash every file is synced first; one call does that for all of them.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  log_checkpoints: 'off',
  // Not the statements that failed: they may name people, and the program keeps its own log of them.
  log_min_messages: 'log',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
  default_text_search_config: 'pg_catalog.russian',
};

/** For tests: quick, and gone with the machine. */
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
  // Copies of the template share its blocks where the file system can do that; and a server that is killed leaves no
  // shared memory behind, which the next one on the same files would have removed.
  ...(process.platform === 'win32' ? {} : { file_copy_method: 'clone', dynamic_shared_memory_type: 'mmap' }),
};

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
