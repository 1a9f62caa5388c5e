import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { readConfig } from '../config.ts';
import { openLog, rememberLines } from '../log.ts';
import { diagnosis } from './diagnosis.ts';
import { scrubLine } from './scrub.ts';

const at = new Date('2026-11-24T09:30:00Z');

describe('the bundle for the technical support', () => {
  let school: TestSchool;
  let files: Map<string, string>;
  const secrets = {
    DATABASE_URL: 'postgres://zvonok:very-secret@db.school.example/zvonok',
    TELEGRAM_TOKEN: '123456:ABC-secret',
    SMTP_URL: 'smtp://kuznetsov@school.example:mail-secret@mail.school.example',
    PUBLIC_URL: 'https://journal.school.example',
  };

  beforeAll(async () => {
    school = await openTestSchool();
    await query(
      school,
      `update person set email = login || '@school.example', phone = '+7 (916) 200-' || lpad(id::text, 4, '0')`,
    );
    files = await unpacked(
      await diagnosis({
        ...{ connection: school.connection, config: readConfig(secrets), at, health: { database: { state: 'ok' } } },
        logs: { 'log.ndjson': await linesAboutEverybody(school) },
      }),
    );
  });
  afterAll(() => school.close());

  it('holds what is asked for', () => {
    expect([...files.keys()]).toEqual(['program.json', 'settings.json', 'health.json', 'database.json', 'log.ndjson']);
    const database = JSON.parse(files.get('database.json')!);
    expect(database.version).toMatch(/^PostgreSQL \d+/);
    expect(database.migrations).toEqual({ last: expect.stringMatching(/^Migration/), missing: [], unknown: [] });
    expect(database.tables.find(({ name }: { name: string }) => name === 'mark').rows).toBeGreaterThan(1000);
    expect(database.settings.max_connections).toMatch(/^\d+$/);
    expect(JSON.parse(files.get('settings.json')!)).toMatchObject({
      telegramToken: 'set',
      database: 'a server',
      backupAt: '02:30',
    });
    expect(files.get('log.ndjson')).toContain('"route":"/people/:id"');
    expect(files.get('log.ndjson')).toContain('person_login_unique');
  });

  it('names nobody: no family name, no login, no address, no telephone, though the log was full of them', async () => {
    const people = await query<{ family_name: string; login: string; email: string; phone: string }>(
      school,
      'select family_name, login, email, phone from person',
    );
    expect(people.length).toBeGreaterThan(600);
    const text = [...files.values()].join('\n').toLowerCase();
    const words = new Set(text.match(/[\p{L}\p{N}_.-]+/gu));
    const found = people.filter(
      ({ family_name, login, email, phone }) =>
        text.includes(family_name.toLowerCase()) ||
        words.has(login.toLowerCase()) ||
        text.includes(email) ||
        text.includes(phone),
    );
    expect(found).toEqual([]);
    expect(text).not.toMatch(/[а-яё]/);
  });

  it('tells no secret of the settings', () => {
    expect([...files.values()].join('\n')).not.toMatch(/secret|school\.example/);
  });
});

describe('a line of a log', () => {
  const names = new Set(['petrova', 'ольга']);
  it('keeps what explains a fault and loses what names a person', () => {
    const line = JSON.stringify({
      ...{
        level: 50,
        time: 1795512600000,
        number: 'a1b2c3d4',
        route: '/students/:id',
        search: 'Петрова',
        msg: 'fault',
      },
      err: {
        kind: 'TypeError',
        message: "no 'Ольга' for petrova, +7 916 200-00-01",
        at: ['at show (api/pages/people.ts:12:3)'],
      },
    });
    expect(JSON.parse(scrubLine(line, names))).toEqual({
      ...{ level: 50, time: 1795512600000, number: 'a1b2c3d4', route: '/students/:id', msg: 'fault' },
      err: { kind: 'TypeError', message: "no '…' for <name>, <digits>", at: ['at show (api/pages/people.ts:12:3)'] },
    });
  });

  it('of another program is cleaned as a text', () => {
    expect(scrubLine('2026-11-24 09:30:00.123 UTC [77] LOG:  database system is ready', names)).toBe(
      '2026-11-24 09:30:00.123 UTC [77] LOG:  database system is ready',
    );
    expect(scrubLine('GET /people?search=Иванова from petrova ivan@mail.example', names)).toBe(
      'GET /people?… from <name> <address>',
    );
    expect(scrubLine('{"broken json Маша', names)).not.toMatch(/Маша/);
  });
});

/** The last lines of a program in which everything has gone wrong that can. */
async function linesAboutEverybody(school: TestSchool): Promise<readonly string[]> {
  const recent = rememberLines(1000);
  const log = openLog('info', recent.destination({ write: () => {} }));
  log.info({ method: 'GET', route: '/people/:id', status: 200, ms: 12 });
  log.error(
    {
      err: Object.assign(new Error('duplicate'), {
        code: '23505',
        constraint: 'person_login_unique',
        severity: 'ERROR',
      }),
    },
    'fault',
  );
  const people = await query<{ name: string; login: string; email: string; phone: string }>(
    school,
    `select family_name || ' ' || given_name as name, login, email, phone from person`,
  );
  for (const { name, login, email, phone } of people)
    log.warn(
      { person: name, login, err: new Error(`${login} <${email}> ${phone}: «${name}»`) },
      `${name} (${login}, ${phone}) is wrong`,
    );
  return recent.lines();
}

async function unpacked(zip: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const opened = await fromBufferPromise(zip, { lazyEntries: true });
  for await (const entry of opened.eachEntry())
    files.set(entry.fileName, String(await buffer(await opened.openReadStreamPromise(entry))));
  return files;
}
