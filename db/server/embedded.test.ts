import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { reachableFolder } from '#test/setup/reachable-folder.ts';
import { sweepAfterwards } from '#test/setup/sweeper.ts';
import { connectionFromUrl } from '../connection.ts';
import { isRoot } from './account.ts';
import { isCannotStart } from './cannot-start.ts';
import { startEmbeddedServer } from './embedded.ts';
import { readPostmaster } from './postmaster.ts';

const quick = { durable: false };
const cluster = () => join(dataDir, 'postgresql/cluster');
let base: string;
let sweepBase: () => Promise<void>;
let dataDir: string;
let sweep: () => Promise<void>;
let programs: ChildProcess[];

beforeAll(async () => {
  base = reachableFolder();
  sweepBase = sweepAfterwards(base);
  await (await startEmbeddedServer(base, quick)).stop();
});

afterAll(() => sweepBase());

beforeEach(() => {
  dataDir = reachableFolder();
  sweep = sweepAfterwards(dataDir);
  programs = [];
  // Making a cluster takes most of a second, so each test has a copy of one; the tests of the making remove it.
  cpSync(join(base, 'postgresql/cluster'), cluster(), { recursive: true });
});

afterEach(async () => {
  for (const program of programs) program.kill('SIGKILL');
  await sweep();
});

test('the first start makes the files, the second finds what was written', async () => {
  rmSync(join(dataDir, 'postgresql'), { recursive: true });
  const said: string[] = [];
  const first = await startEmbeddedServer(dataDir, { ...quick, log: line => said.push(line) });
  await query(first.url, `create table bell (lesson int)`);
  await query(first.url, `insert into bell values (1)`);
  await first.stop();
  expect(said).toEqual(['PostgreSQL is making its files, this once', 'PostgreSQL is ready']);
  expect(readPostmaster(cluster())).toBeUndefined();

  const second = await startEmbeddedServer(dataDir, quick);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select lesson from bell')).toEqual([{ lesson: 1 }]);
  await second.stop();
});

test('Russian words are ordered, found and compared as Russian', async () => {
  const { url, stop } = await startEmbeddedServer(dataDir, quick);
  const ordered = await query(url, `select word from unnest(array['енот', 'Ель', 'ёж', 'Ёлка']) word order by word`);
  expect(ordered.map(row => row.word)).toEqual(['ёж', 'Ёлка', 'Ель', 'енот']);
  expect(await query(url, `select to_tsvector('Отметки за ЧЕТВЕРТЬ') @@ to_tsquery('отметка') found`)).toEqual([
    { found: true },
  ]);
  await query(url, 'create extension pg_trgm');
  expect(await query(url, `select similarity('ЁЖИК', 'ёжик') alike`)).toEqual([{ alike: 1 }]);
  await stop();
});

test('the address suits pg, MikroORM and pg-boss, and its user is no superuser', async () => {
  const { url, connection, stop } = await startEmbeddedServer(dataDir, quick);
  expect(connectionFromUrl(url)).toEqual(connection);
  expect(await query(url, `select current_user::text who, current_setting('is_superuser') super`)).toEqual([
    { who: 'zvonok', super: 'off' },
  ]);
  const orm = new MikroORM({ clientUrl: url, entities: [], discovery: { warnWhenNoEntities: false } });
  expect(await orm.em.fork().execute('select 1 one')).toEqual([{ one: 1 }]);
  await orm.close();
  const boss = new PgBoss(url);
  await boss.start();
  await boss.stop();
  await stop();
});

test('a server left by a killed program is taken over, and the session of the killed one is gone', async () => {
  const program = await startProgram();
  await query(program.url, 'create table left_behind ()');
  const left = readPostmaster(cluster())?.pid;
  program.child.kill('SIGKILL');
  await once(program.child, 'exit');

  const server = await startEmbeddedServer(dataDir, quick);
  expect(server.adopted).toBe(true);
  expect(readPostmaster(cluster())?.pid).toBe(left);
  expect(await query(server.url, 'select from left_behind')).toEqual([]);
  await server.stop();
  expect(readPostmaster(cluster())).toBeUndefined();
});

test('a second program on the folder gets one line that names the first', async () => {
  const program = await startProgram();
  const refused = await startEmbeddedServer(dataDir, quick).catch(error => error);
  expect(isCannotStart(refused)).toBe(true);
  expect(refused.message).toContain(`process ${program.child.pid}`);
  expect(refused.message).not.toContain('\n');
  // It has harmed nobody.
  expect(await query(program.url, 'select 1 one')).toEqual([{ one: 1 }]);
});

test('of two programs started at once on a new folder one gets it', async () => {
  rmSync(join(dataDir, 'postgresql'), { recursive: true });
  const starts = await Promise.all([1, 2, 3].map(() => startEmbeddedServer(dataDir, quick).catch(error => error)));
  const refused = starts.filter(isCannotStart);
  expect(refused).toHaveLength(2);
  for (const start of starts) if (!isCannotStart(start)) await start.stop();
});

test('after the server itself is killed nothing that was written is missing', async () => {
  const program = await startProgram({ durable: true });
  await query(program.url, 'create table kept ()');
  process.kill(readPostmaster(cluster())!.pid, 'SIGKILL');
  program.child.kill('SIGKILL');
  await once(program.child, 'exit');

  const server = await startEmbeddedServer(dataDir);
  expect(server.adopted).toBe(false);
  expect(await query(server.url, 'select from kept')).toEqual([]);
  await server.stop();
});

test('a stale postmaster.pid whose number another program has now does not stop the start', async () => {
  await (await startEmbeddedServer(dataDir, quick)).stop();
  writeFileSync(
    join(cluster(), 'postmaster.pid'),
    `${process.ppid}\n${cluster()}\n1700000000\n5432\n/gone\n\n0 0\nready\n`,
  );
  const server = await startEmbeddedServer(dataDir, quick);
  expect(server.adopted).toBe(false);
  await server.stop();
});

test('nobody else can come to the socket', async () => {
  const { connection, stop } = await startEmbeddedServer(dataDir, quick);
  expect(statSync(connection.host).mode & 0o777).toBe(0o700);
  if (isRoot()) expect(await reachedByAnother(join(connection.host, '.s.PGSQL.5432'))).toBe('EACCES');
  expect(readFileSync(join(dataDir, 'postgresql/settings/postgresql.conf'), 'utf8')).toContain(`listen_addresses = ''`);
  await stop();
});

test('where the path is too long for a socket, it stands in a short folder, private as well', async () => {
  const deep = join(dataDir, 'школа-'.repeat(12), 'data');
  mkdirSync(deep, { recursive: true });
  const first = await startEmbeddedServer(deep, quick);
  expect(Buffer.byteLength(first.connection.host)).toBeLessThan(90);
  expect(statSync(first.connection.host).mode & 0o777).toBe(0o700);
  expect(await query(first.url, 'select 1 one')).toEqual([{ one: 1 }]);
  await first.stop();

  const second = await startEmbeddedServer(deep, quick);
  expect(() => statSync(first.connection.host)).toThrow('ENOENT');
  await second.stop();
});

test('the server of root runs as another user, also where only root may enter', async () => {
  const closed = join(dataDir, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const server = await startEmbeddedServer(join(closed, 'data'), quick);
  const files = realpathSync(join(closed, 'data/postgresql'));
  expect(await query(server.url, 'select 1 one')).toEqual([{ one: 1 }]);
  if (isRoot()) {
    expect(files).toMatch('/var/lib/zvonok/data-');
    expect(statSync(join(files, 'cluster')).uid).not.toBe(0);
  } else expect(files).toBe(join(closed, 'data/postgresql'));
  await server.stop();
  rmSync(files, { recursive: true });
});

test('where there are no sockets a password is asked for', async () => {
  rmSync(join(dataDir, 'postgresql'), { recursive: true });
  const { connection, url, stop } = await startEmbeddedServer(dataDir, { ...quick, tcp: true });
  expect(connection.host).toBe('127.0.0.1');
  expect(await query(url, 'select 1 one')).toEqual([{ one: 1 }]);
  const { password, ...stranger } = connection;
  expect(password).toMatch(/^[\w-]{32}$/);
  await expect(new pg.Client({ ...stranger, password: 'zvonok' }).connect()).rejects.toThrow(
    'password authentication failed',
  );
  await stop();
});

/** Another program holding the folder, as `npm start` does. */
async function startProgram(options = quick): Promise<{ child: ChildProcess; url: string }> {
  const code = `
    import { startEmbeddedServer } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    const { url } = await startEmbeddedServer(${JSON.stringify(dataDir)}, ${JSON.stringify(options)});
    console.log(url);
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  programs.push(child);
  const [url] = await once(createInterface(child.stdout!), 'line');
  return { child, url };
}

/** What a program of another user (whom no file here belongs to) meets at the socket. */
async function reachedByAnother(socket: string): Promise<string> {
  const code = `
    process.setgroups([]); process.setegid(9); process.seteuid(9);
    require('node:net').connect(${JSON.stringify(socket)})
      .on('connect', () => { console.log('reached'); process.exit(); })
      .on('error', error => console.log(error.code));`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout!), 'line');
  return line;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
