import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { accountForServer, giveTo, writeReadable } from '#db/server/account.ts';
import { runProgram } from '#db/server/cluster.ts';
import type { ServerFolder } from '#db/server/folder.ts';
import { launch } from '#db/server/launch.ts';
import { stopPostmaster } from '#db/server/postmaster.ts';
import { embeddedPrograms, type Programs, programsIn } from '#db/server/programs.ts';
import { freePort, urlOf } from '#db/server/way.ts';
import { aptInstall } from './apt.ts';
import { reachableFolder } from './reachable-folder.ts';
import { sweepAfterwards } from './sweeper.ts';

/** A server that the program has not started, as a school may have one. */
export interface ApartServer {
  /** A plain user's own database, as an administrator would give it; the user may make more. */
  url: string;
  stop(): Promise<void>;
}

/** The server that `npm test` has started, or one for this test file. */
export async function apartServer(): Promise<ApartServer> {
  const url = process.env.ZVONOK_APART_DATABASE_URL;
  return url ? { url, stop: async () => {} } : startApartServer();
}

/** Starts the oldest PostgreSQL we support that can be had, over TCP, with a password, sorting as the system does. */
export async function startApartServer(log: (line: string) => void = () => {}): Promise<ApartServer> {
  const folder = layOut();
  const sweep = sweepAfterwards(folder.path);
  const programs = debianPrograms(log) ?? embeddedPrograms(folder.account);
  const port = await freePort();
  await initialise(programs, folder, port);
  await launch(programs, folder, () => {});

  const at = { host: '127.0.0.1', port, password: 'apart' };
  const client = new pg.Client({ ...at, user: 'administrator', database: 'postgres' });
  await client.connect();
  await client.query(`create role school login createdb password 'apart'`);
  await client.query('create database school owner school');
  const { rows } = await client.query('show server_version');
  await client.end();
  log(`a PostgreSQL ${rows[0].server_version} started apart`);
  const stop = async () => {
    await stopPostmaster(programs, folder);
    await sweep();
  };
  return { url: urlOf({ ...at, user: 'school', database: 'school' }), stop };
}

function layOut(): ServerFolder {
  const path = reachableFolder();
  const cluster = join(path, 'cluster');
  const account = accountForServer(cluster);
  mkdirSync(cluster, { mode: 0o700 });
  giveTo(account, cluster);
  return { path, account, cluster, settings: cluster, log: join(path, 'server.log') };
}

/** Debian's, the lowest of 15 and later; installed where we may. */
function debianPrograms(log: (line: string) => void): Programs | undefined {
  const found = lowestInstalled();
  if (found || !existsSync('/etc/debian_version')) return found;
  log('installing PostgreSQL');
  // Debian 12 has 15; later ones have their own. A cluster that the package starts has its own port and folder.
  if (!aptInstall(['postgresql-15'])) aptInstall(['postgresql']);
  return lowestInstalled();
}

function lowestInstalled(): Programs | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).map(Number) : [];
  const fit = versions.filter(version => version >= 15 && existsSync(join(base, String(version), 'bin/initdb')));
  return fit.length ? programsIn(join(base, String(Math.min(...fit)), 'bin')) : undefined;
}

async function initialise(programs: Programs, folder: ServerFolder, port: number): Promise<void> {
  const passwordFile = join(folder.path, 'password');
  writeReadable(folder.account, passwordFile, 'apart');
  const locale = { linux: ['--locale=C.UTF-8'], darwin: ['--locale=en_US.UTF-8'] }[process.platform as string] ?? [];
  const own = ['--pgdata', folder.cluster, '--username=administrator', '--encoding=UTF8', '--no-sync', ...locale];
  const failure = await runProgram(programs.initdb, [...own, '--auth=scram-sha-256', '--pwfile', passwordFile], {
    account: folder.account,
    cwd: folder.path,
  });
  if (failure) throw new Error(`The server apart could not be made: ${failure}`);
  appendFileSync(
    join(folder.cluster, 'postgresql.conf'),
    `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`,
  );
}
