import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { giveMark } from '#journal/give-mark.ts';
import { beginHistory } from '#journal/history/opening.ts';
import { verifyLog } from '#journal/history/verify-log.ts';
import { openHouse } from '#school/house.ts';
import { openTestSchool } from '#test/house.ts';
import { addLesson, smallClass } from '#test/journal.ts';
import { type ApartServer, apartServer } from '#test/setup/apart-server.ts';
import { createDatabase, type TestDatabase } from '#test/setup/database.ts';
import { reachableFolder } from '#test/setup/reachable-folder.ts';
import { sweepAfterwards } from '#test/setup/sweeper.ts';
import { testWorld } from '#test/world.ts';
import { type Connection, connectionFromUrl } from '../connection.ts';
import { migrate, openOrm } from '../orm.ts';
import { failureCode } from './bad-archive.ts';
import { compareWithDatabase } from './compare.ts';
import { rowsIn } from './manifest.ts';
import { migrationNames } from './migrations.ts';
import { checkArchive, inArchive, manifestOf } from './open-archive.ts';
import { type RestoreOptions, restoreArchive } from './restore.ts';
import { inSession } from './session.ts';
import { writeArchive } from './write-archive.ts';

// A restore is thousands of statements and every row four times; beside a busy neighbour that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const at = new Date('2026-11-24T09:30:00Z');
const folder = reachableFolder();
const sweep = sweepAfterwards(folder);
const opened: TestDatabase[] = [];
let school: TestDatabase;
let backup: string;
let apart: ApartServer;

beforeAll(async () => {
  apart = await apartServer();
  school = await open();
  backup = await archive(school.connection, 'school.zip');
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await apart.stop();
  await sweep();
});

async function open(template?: null): Promise<TestDatabase> {
  const database = await createDatabase(template);
  opened.push(database);
  return database;
}

async function archive(connection: Connection, name: string, progress?: () => void): Promise<string> {
  const path = join(folder, name);
  await writeArchive(connection, path, { kind: 'backup', program: '0.1.0', at, ...(progress ? { progress } : {}) });
  return path;
}

const restore = (connection: Connection, path: string, options?: RestoreOptions) =>
  inArchive(path, one => restoreArchive(connection, one, options));
const compare = async (connection: Connection, path: string) => compareWithDatabase(connection, await manifestOf(path));
const run = (connection: Connection, sql: string) => inSession(connection, client => client.query(sql));
const refusal = (work: Promise<unknown>) => work.then(() => 'nothing was refused', failureCode);

describe('a backup', () => {
  it('brings the whole school back into an empty database, row by row', async () => {
    const empty = await open(null);
    expect(await restore(empty.connection, backup)).toBe(0);
    expect(await compare(empty.connection, backup)).toEqual([]);
    const manifest = await manifestOf(backup);
    expect(rowsIn(manifest)).toBeGreaterThan(40_000);
    expect(manifest.migrations).toEqual(migrationNames());
    // What is written next takes the next number.
    const next = (connection: Connection) => run(connection, `select nextval('mark_id_seq')::text as next`);
    expect((await next(empty.connection)).rows).toEqual((await next(school.connection)).rows);
  });

  it('moves the school from the embedded server to the oldest PostgreSQL at hand, and proves that they are equal', async () => {
    const url = new URL(apart.url);
    const name = `moved_${process.pid}`;
    await run(connectionFromUrl(apart.url), `create database ${name}`);
    url.pathname = `/${name}`;
    const server = connectionFromUrl(url.href);
    await restore(server, backup);
    expect(await compare(server, backup)).toEqual([]);
    await archive(server, 'back.zip');
    expect((await manifestOf(join(folder, 'back.zip'))).tables).toEqual((await manifestOf(backup)).tables);
    const orm = openOrm(server);
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
    await orm.close();
    await run(connectionFromUrl(apart.url), `drop database ${name} with (force)`);
  });

  it('made while Иванова gives marks is of one moment: the history that is brought back is whole', async () => {
    const busy = await openTestSchool();
    await busy.house.asHouse(beginHistory);
    const { courseId, students } = await smallClass(busy);
    const lessonId = await addLesson(busy, courseId, { day: '2026-11-24', slot: 5 });
    const give = (value: number) =>
      busy.as('ivanova', act => giveMark(act, { lessonId, studentId: students[0], value }));
    const lines = (connection: Connection) => run(connection, 'select count(*)::int as lines from change');
    const before = (await lines(busy.connection)).rows[0].lines;
    // Between any two tables a mark is on its way.
    let writing = Promise.resolve();
    let given = 0;
    const path = await archive(busy.connection, 'busy.zip', () => {
      writing = writing.then(() => give(given++ % 2 === 0 ? 5 : 4));
    });
    await writing;
    expect((await lines(busy.connection)).rows[0].lines).toBe(before + given);
    expect(given).toBeGreaterThan(50);

    const quiet = await open(null);
    await restore(quiet.connection, path);
    const orm = openOrm(quiet.connection);
    const house = await openHouse(orm, { world: testWorld('2026-11-24T12:30:00+03:00') });
    expect(await house.asHouse(act => verifyLog(act))).toMatchObject({ whole: true, lines: before });
    await orm.close();
    await busy.close();
  });

  it('names each table that has changed since', async () => {
    const other = await open(null);
    await restore(other.connection, backup);
    await run(other.connection, `update person set phone = '+7 900 000-00-00' where login = 'petrova'`);
    await run(other.connection, `delete from acknowledgement where id = (select min(id) from acknowledgement)`);
    const differences = await compare(other.connection, backup);
    expect(differences.map(({ table, archived, found }) => [table, (found ?? 0) - (archived ?? 0)])).toEqual([
      ['acknowledgement', -1],
      ['person', 0],
    ]);
  });
});

describe('an archive that will not do', () => {
  const whole = () => readFileSync(backup);
  const spoilt = (name: string, bytes: Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it('is known by one changed byte, wherever it stands, and by its end that is missing', async () => {
    const bytes = whole();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const changed = Buffer.from(bytes);
        changed[place]! ^= change;
        expect(await refusal(manifestOf(spoilt('changed.zip', changed)))).toBe('torn');
      }),
      {
        numRuns: 40,
        examples: [
          [0, 1],
          [bytes.length - 1, 1],
          [bytes.length - 70, 1],
        ],
      },
    );
    for (const length of [0, 1, 100, bytes.length / 2, bytes.length - 1])
      expect(await refusal(manifestOf(spoilt('cut.zip', bytes.subarray(0, length))))).toBe('torn');
    expect(await refusal(manifestOf(join(folder, 'nowhere.zip')))).toBe('no-file');
  });

  it('leaves the database as it was, also when a table alone does not fit its checksum', async () => {
    const empty = await open(null);
    const work = inArchive(backup, archive => {
      const [first, ...others] = archive.manifest.tables;
      const tables = [{ ...first!, sha256: '0'.repeat(64) }, ...others];
      return restoreArchive(empty.connection, { ...archive, manifest: { ...archive.manifest, tables } });
    });
    expect(await refusal(work)).toBe('checksum');
    expect(
      (await run(empty.connection, `select count(*)::int as tables from pg_tables where schemaname = 'public'`)).rows,
    ).toEqual([{ tables: 0 }]);
  });

  it('of a newer program is refused', async () => {
    const empty = await open(null);
    const work = inArchive(backup, archive => {
      const migrations = [...archive.manifest.migrations, 'Migration20991231235959_tomorrow'];
      return restoreArchive(empty.connection, { ...archive, manifest: { ...archive.manifest, migrations } });
    });
    expect(await refusal(work)).toBe('newer');
  });
});

describe('a database', () => {
  it('with a school in it is not touched without being told so; with «replace» it holds the other school', async () => {
    const taken = await open();
    await run(taken.connection, `update person set phone = '1' where login = 'petrova'`);
    expect(await refusal(restore(taken.connection, backup))).toBe('not-empty');
    expect((await run(taken.connection, `select phone from person where login = 'petrova'`)).rows).toEqual([
      { phone: '1' },
    ]);
    await restore(taken.connection, backup, { replace: true });
    expect(await compare(taken.connection, backup)).toEqual([]);
  });

  it('of another program is never touched', async () => {
    const foreign = await open(null);
    await run(foreign.connection, 'create table invoice (id int)');
    expect(await refusal(restore(foreign.connection, backup, { replace: true }))).toBe('foreign');
  });

  it('in which the program works is refused', async () => {
    const taken = await open(null);
    const work = inSession({ ...taken.connection }, async client => {
      await client.query(`set application_name = 'zvonok-queue'`);
      return refusal(restore(taken.connection, backup));
    });
    expect(await work).toBe('working');
  });

  it('migrated and without a row is as good as an empty one', async () => {
    const migrated = await open(null);
    const orm = openOrm(migrated.connection);
    await migrate(orm);
    await orm.close();
    await restore(migrated.connection, backup);
    expect(await compare(migrated.connection, backup)).toEqual([]);
  });
});

it('an archive of yesterday’s program is brought to the tables of today', async () => {
  const old = await open(null);
  const orm = openOrm(old.connection);
  const [first, second] = migrationNames();
  await orm.migrator.up({ to: second! });
  await orm.close();
  await run(
    old.connection,
    `insert into school (id, name, full_name, time_zone) values (1, 'Крюковская СОШ', 'Крюковская СОШ', 'Europe/Moscow');
     insert into person (id, family_name, given_name, sex, login, created_at) values (7, 'Иванова', 'Наталья', 'female', 'ivanova', now())`,
  );
  const path = await archive(old.connection, 'yesterday.zip');
  expect((await manifestOf(path)).migrations).toEqual([first, second]);

  const today = await open(null);
  expect(await restore(today.connection, path)).toBe(migrationNames().length - 2);
  expect((await run(today.connection, 'select id, login, office_hours from person')).rows).toEqual([
    { id: 7, login: 'ivanova', office_hours: null },
  ]);
  expect(await refusal(compare(today.connection, path))).toBe('version');
});

it('what cannot be written leaves nothing behind: no folder, no half of a file', async () => {
  const locked = join(folder, 'a-file');
  writeFileSync(locked, '');
  expect(await refusal(archive(school.connection, 'a-file/school.zip'))).toBe('no-folder');
  mkdirSync(join(folder, 'few'));
  const broken = writeArchive(school.connection, join(folder, 'few/school.zip'), {
    ...{ kind: 'backup', program: '0.1.0', at },
    progress: ({ done }) => {
      if (done === 20) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
    },
  });
  expect(await refusal(broken)).toBe('no-room');
  expect(readdirSync(join(folder, 'few'))).toEqual([]);
  await inArchive(backup, one => checkArchive(one));
});
