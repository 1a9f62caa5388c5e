import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from '../connection.ts';
import { cannotStart } from './cannot-start.ts';
import { giveCluster, makeCluster } from './cluster.ts';
import { type ServerFolder, serverFolder } from './folder.ts';
import { launch } from './launch.ts';
import { takeLock } from './lock.ts';
import { buryPostmaster, readPostmaster, stopPostmaster, whoRuns } from './postmaster.ts';
import { embeddedPrograms, type Programs } from './programs.ts';
import { writeSettings } from './settings.ts';
import { passwordOf, removeShortFolder, urlOf, type Way, wayPort, waySocket } from './way.ts';

export interface EmbeddedServer {
  /** The school's own database, as its owner, who is no superuser. `url` says the same to `pg` and pg-boss. */
  connection: Connection;
  url: string;
  /** The server's superuser, for making and dropping databases. */
  superuser: Connection;
  /** Whether a server left by a program that was killed has been taken over. */
  adopted: boolean;
  /** Stops the server in order and lets go of the folder. */
  stop(): Promise<void>;
}

interface Options {
  /** Hears one line per step. */
  log?: (line: string) => void;
  /** False is for tests: nothing waits for the disk. */
  durable?: boolean;
  /** A port and a password, as where there are no sockets. */
  tcp?: boolean;
}

/**
 * Starts the PostgreSQL that comes with the program, its files in `dataDir`, or takes over the one left running there.
 * Holds the folder until `stop` or death. Rejects with `cannotStart` when another program has it, or with what is amiss.
 */
export async function startEmbeddedServer(dataDir: string, options: Options = {}): Promise<EmbeddedServer> {
  const { log = () => {}, durable = true, tcp = process.platform === 'win32' } = options;
  const folder = serverFolder(dataDir);
  const lock = takeLock(folder.path);
  try {
    const programs = embeddedPrograms(folder.account);
    const left = await takeOver(programs, folder, { log, tcp });
    const way = left ?? (await startAnew(programs, folder, { log, tcp, durable }));
    if (!left) await prepareDatabase(way);
    log(left ? 'PostgreSQL was left running by a program that was killed; taken over' : 'PostgreSQL is ready');
    const stop = async () => {
      await stopPostmaster(programs, folder);
      removeShortFolder(folder);
      lock.release();
    };
    return { ...ways(way), adopted: left !== undefined, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function takeOver(
  programs: Programs,
  folder: ServerFolder,
  options: { log: (line: string) => void; tcp: boolean },
): Promise<Way | undefined> {
  const left = readPostmaster(folder.cluster);
  if (!left) return undefined;
  const runner = () => whoRuns(left, folder.settings);
  if (runner() === 'another server')
    throw cannotStart(
      `A PostgreSQL (process ${left.pid}) not started by this program uses ${folder.cluster}: stop it.`,
    );
  while (runner() === 'our server' && !readPostmaster(folder.cluster)?.ready) await pause(20);
  const way = options.tcp
    ? { host: '127.0.0.1', port: left.port, password: passwordOf(folder) }
    : { host: left.socketFolder, port: left.port };
  // Its programs may have been replaced under its feet, and then it could not load an extension any more.
  const current = statSync(programs.postgres).ctimeMs < left.startedAt;
  if (runner() === 'our server' && current && (await answers(way))) return way;
  if (runner() === 'our server') options.log('The PostgreSQL left running here is out of date or does not answer');
  await stopPostmaster(programs, folder);
  buryPostmaster(folder.cluster);
  return undefined;
}

async function startAnew(
  programs: Programs,
  folder: ServerFolder,
  options: { log: (line: string) => void; tcp: boolean; durable: boolean },
): Promise<Way> {
  if (!existsSync(folder.cluster)) {
    options.log('PostgreSQL is making its files, this once');
    const passwordFile = options.tcp && passwordOf(folder) ? join(folder.path, 'password') : undefined;
    await makeCluster(programs, folder, { durable: options.durable, passwordFile });
  }
  giveCluster(folder);
  const way = options.tcp ? await wayPort(folder) : waySocket(folder);
  writeSettings(folder, way, { durable: options.durable });
  await launch(programs, folder, options.log);
  return way;
}

async function prepareDatabase(way: Way): Promise<void> {
  const client = new pg.Client(ways(way).superuser);
  await client.connect();
  const has = async (sql: string) => (await client.query(sql)).rowCount === 1;
  if (!(await has(`select from pg_roles where rolname = 'zvonok'`)))
    await client.query(
      `create role zvonok login ${way.password ? `password ${client.escapeLiteral(way.password)}` : ''}`,
    );
  if (!(await has(`select from pg_database where datname = 'zvonok'`)))
    await client.query('create database zvonok owner zvonok');
  await client.end();
}

async function answers(way: Way): Promise<boolean> {
  const client = new pg.Client({ ...ways(way).connection, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function ways(way: Way): { connection: Connection; url: string; superuser: Connection } {
  const connection = { ...way, user: 'zvonok', database: 'zvonok' };
  return { connection, url: urlOf(connection), superuser: { ...way, user: 'postgres', database: 'postgres' } };
}
