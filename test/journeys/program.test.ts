import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionFromUrl } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';
import { freePort } from '#db/server/way.ts';
import { type RunningProgram, startProgram } from '../program.ts';
import { apartServer } from '../setup/apart-server.ts';
import { reachableFolder } from '../setup/reachable-folder.ts';
import { sweepAfterwards } from '../setup/sweeper.ts';

const open = /the school is open: (http:\S+)/;

describe('the program', () => {
  const folder = reachableFolder();
  const sweep = sweepAfterwards(folder);
  const running = new Set<RunningProgram>();
  afterAll(async () => {
    for (const program of running) await program.end('SIGTERM');
    await sweep();
  });
  const start = (settings: Record<string, string>) => {
    const program = startProgram(settings);
    running.add(program);
    return program;
  };
  const addressOf = async (program: RunningProgram) => open.exec(await program.line(open))![1]!;

  it('fills a sample school at the first start, keeps what was written, and takes over a server left by a kill', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const settings = { DATA_DIR: dataDir, PORT: String(await freePort()), BACKUP_AT: '02:30' };
    const first = start(settings);
    const address = await addressOf(first);
    expect(first.output()).toMatch(/filling the sample school/);

    const session = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'orlova', password: 'kolokol-orlova' }),
    });
    expect(session.status).toBe(200);
    const cookie = session.headers
      .getSetCookie()
      .map(text => text.split(';')[0])
      .join('; ');
    const { csrfToken } = (await session.json()) as { csrfToken: string };
    const posted = await fetch(`${address}/api/forum/topics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken },
      body: JSON.stringify({ section: 'free', title: 'Кто забыл зонт в учительской', text: 'Синий, складной.' }),
    });
    expect(posted.status).toBe(201);

    const health = await (await fetch(`${address}/api/health`)).json();
    expect(health).toMatchObject({
      database: { state: 'ok' },
      bot: { state: 'off' },
      queue: { state: 'ok' },
      clock: { state: 'ok' },
      backup: { state: 'ok' },
    });

    await first.end('SIGKILL');
    const second = start(settings);
    await addressOf(second);
    expect(second.output()).toMatch(/taken over/);
    expect(second.output()).not.toMatch(/filling/);
    const topics = await (await fetch(`${address}/api/forum/topics?section=free`, { headers: { cookie } })).text();
    expect(topics).toContain('Кто забыл зонт в учительской');

    const sameFolder = start({ ...settings, PORT: String(await freePort()) });
    expect(await sameFolder.ended()).toBe(1);
    expect(sameFolder.output().trim().split('\n')).toHaveLength(1);

    const samePort = start({ DATA_DIR: mkdtempSync(join(folder, 'other-')), PORT: settings.PORT });
    expect(await samePort.ended()).toBe(1);
    expect(samePort.output()).toMatch(new RegExp(`port ${settings.PORT} is taken`));

    expect(await second.end('SIGINT')).toBe(0);
    expect(second.output().trim()).toMatch(/closed$/);
    await expect(fetch(address)).rejects.toThrow();
  }, 120_000);

  it('lets no other local user into the embedded server: its socket lies in a private folder', () => {
    const sockets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
      file.includes('.s.PGSQL'),
    );
    for (const socket of sockets) expect(statSync(join(folder, socket, '..')).mode & 0o077).toBe(0);
  });

  it('works on a server of the school’s own, in Russian order whatever the server’s locale', async () => {
    const apart = await apartServer();
    const name = `program_${process.pid}`;
    const administered = openOrm(connectionFromUrl(apart.url));
    await administered.em.fork().execute(`create database ${name}`);
    const url = new URL(apart.url);
    url.pathname = name;

    const program = start({ DATABASE_URL: url.href, PORT: String(await freePort()) });
    const address = await addressOf(program);
    const session = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'kuznetsov', password: 'kolokol-kuznetsov' }),
    });
    const cookie = session.headers
      .getSetCookie()
      .map(text => text.split(';')[0])
      .join('; ');
    const page = await (await fetch(`${address}/people?role=student`, { headers: { cookie } })).text();
    const names = [...page.matchAll(/<th scope="row"><a href="\/people\/\d+">([^<]+)</g)].map(match => match[1]!);
    expect(names).toHaveLength(50);
    expect(names).toEqual([...names].sort(new Intl.Collator('ru').compare));
    expect(await program.end('SIGTERM')).toBe(0);

    await administered.em.fork().execute(`drop database ${name} with (force)`);
    await administered.close();
    await apart.stop();
  }, 120_000);

  it.each([
    ['PORT', 'eighty'],
    ['DATABASE_URL', 'mysql://elsewhere'],
    ['PUBLIC_URL', 'journal'],
    ['TELEGRAM_TOKEN', 'no token'],
    ['TELEGRAM_API_ROOT', 'ftp://elsewhere'],
    ['TZ_SCHOOL', 'Europe/Kryukovo'],
    ['SMTP_URL', 'http://mail'],
    ['LOG_LEVEL', 'loud'],
  ])('stops at a wrong %s with one line that names it', async (name, value) => {
    const program = start({ [name]: value });
    expect(await program.ended()).toBe(1);
    expect(program.output().trim().split('\n')).toHaveLength(1);
    expect(program.output()).toContain(`${name} will not do`);
  });

  it('says in one line that the database does not answer', async () => {
    const program = start({ DATABASE_URL: `postgres://nobody:secret@127.0.0.1:${await freePort()}/none`, PORT: '0' });
    expect(await program.ended()).toBe(1);
    expect(program.output()).toMatch(/database does not answer/);
    expect(program.output()).not.toContain('secret');
  });
});
