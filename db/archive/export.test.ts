import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { streamXlsxRows } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { tableNames } from '#templates/export/table-names.ts';
import { openPress } from '#templates/press.ts';
import { createDatabase, type TestDatabase } from '#test/setup/database.ts';
import { reachableFolder } from '#test/setup/reachable-folder.ts';
import { sweepAfterwards } from '#test/setup/sweeper.ts';
import { exportPapers } from '../../export-papers.ts';
import type { Connection } from '../connection.ts';
import { compareWithDatabase } from './compare.ts';
import { inArchive, manifestOf } from './open-archive.ts';
import { restoreArchive } from './restore.ts';
import { secrets } from './secrets.ts';
import { inSession } from './session.ts';
import { tablesOf } from './tables.ts';
import { writeArchive } from './write-archive.ts';

// A restore is thousands of statements and every row four times; beside a busy neighbour that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const at = new Date('2026-11-24T09:30:00Z');
const folder = reachableFolder();
const sweep = sweepAfterwards(folder);
const path = join(folder, 'export.zip');
const press = openPress({ timeZone: 'Europe/Moscow', now: () => at });
let school: TestDatabase;
let empty: TestDatabase;

const run = (connection: Connection, sql: string, values: unknown[] = []) =>
  inSession(connection, client => client.query(sql, values));

/** Texts of people who have met every trap there is. */
const traps = [
  '=HYPERLINK("http://evil.example","Откройте")',
  '+7 900 000-00-00',
  "'апостроф",
  '→files/stored_file/1',
  'строка\r\nи ещё\tс табуляцией\\',
  ' пробелы по краям ',
  '_x000D_',
  'колокол \u0007',
  'длинно '.repeat(10_000),
  '',
];

beforeAll(async () => {
  [school, empty] = [await createDatabase(), await createDatabase(null)];
  for (const text of traps)
    await run(
      school.connection,
      `insert into unlock (course_id, period_id, reason, by_id, at, until) select 1, 1, $1, 1, now(), now()`,
      [text],
    );
  await run(
    school.connection,
    `insert into session (person_id, token_hash, csrf_token, created_at, last_seen_at) values (1, 'h', 'c', now(), now())`,
  );
  await writeArchive(school.connection, path, {
    kind: 'export',
    program: '0.1.0',
    at,
    papers: known => exportPapers(press, known),
  });
});
afterAll(async () => {
  await school.drop();
  await empty.drop();
  await sweep();
});

/** Every row of every table but what an export withholds, as the database itself says them. */
async function everything(connection: Connection): Promise<Record<string, unknown>> {
  const tables = await inSession(connection, tablesOf);
  const rows: Record<string, unknown> = {};
  for (const { name, key } of tables) {
    if (secrets.tables.includes(name)) continue;
    const without = (secrets.columns[name] ?? []).map(column => ` - '${column}'`).join('');
    const order = key.map(column => `"${column}"`).join();
    const { rows: found } = await run(
      connection,
      `select (to_jsonb(t)${without})::text as row from "${name}" t order by ${order}`,
    );
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}

async function entries(): Promise<Map<string, Buffer>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  zip.close();
  return files;
}

describe('an export of everything', () => {
  it('brings the same school into an empty program: every row of every table, and every byte of every file', async () => {
    expect(await inArchive(path, archive => restoreArchive(empty.connection, archive))).toBe(0);
    const [there, back] = [await everything(school.connection), await everything(empty.connection)];
    expect(Object.keys(back).length).toBeGreaterThan(50);
    for (const [table, rows] of Object.entries(there)) expect(back[table], table).toEqual(rows);
    expect(await compareWithDatabase(empty.connection, await manifestOf(path))).toEqual([]);
    expect(await compareWithDatabase(school.connection, await manifestOf(path))).toEqual([]);
  });

  it('holds no password, no open sign-in, no key', async () => {
    const secretRows = await run(
      empty.connection,
      `select (select count(*)::int from session) as sessions,
      (select count(password_hash)::int from person) as passwords, (select count(*)::int from link_code) as codes`,
    );
    expect(secretRows.rows).toEqual([{ sessions: 0, passwords: 0, codes: 0 }]);
    const { rows } = await run(
      school.connection,
      'select password_hash from person where password_hash is not null limit 1',
    );
    for (const [name, content] of await entries())
      expect(content.includes(rows[0].password_hash.slice(0, 20)), name).toBe(false);
  });

  it('has withheld every column that looks like a secret, or the column is known to be none', async () => {
    const none = [
      'change.hash',
      'change.previous_hash',
      'class_journal.hash',
      'stored_file.sha256',
      'mirror_hint.person_hash',
      'entry_receipt.key',
      'section.key',
      'poll.secret',
    ];
    const suspicious = (await inSession(school.connection, tablesOf)).flatMap(({ name, columns }) =>
      columns
        .filter(column => /hash|sha256|token|secret|private|password_|csrf|code$|code_|key/.test(column.name))
        .map(column => `${name}.${column.name}`)
        .filter(() => !secrets.tables.includes(name)),
    );
    const withheld = Object.entries(secrets.columns).flatMap(([table, columns]) =>
      columns.map(column => `${table}.${column}`),
    );
    expect(suspicious.filter(column => !withheld.includes(column) && !none.includes(column))).toEqual([]);
  });

  it('can be read by people: numbers as numbers, no formula anywhere, files under their own names', async () => {
    const files = await entries();
    expect(files.get('files/stored_file/1-Расписание звонков.txt')?.toString()).toContain('урок');
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(files.get('tables/unlock.xlsx')!)) rows.push(values);
    const reason = rows[0]!.indexOf('reason');
    expect(rows[0]![0]).toBe('id');
    expect(
      rows
        .slice(1)
        .map(row => row[0])
        .every(id => typeof id === 'number'),
    ).toBe(true);
    const reasons = rows.slice(-traps.length).map(row => row[reason]);
    expect(reasons.slice(0, 3)).toEqual([`'${traps[0]}`, `'${traps[1]}`, "''апостроф"]);
    expect(reasons.filter(text => /^[=+\-@]/.test(String(text)))).toEqual([]);
    expect([...files.keys()].filter(name => name.startsWith('texts/'))).toHaveLength(4);
  });

  it('begins with a sheet that names every table in Russian', async () => {
    const files = await entries();
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(files.get('0-contents.xlsx')!)) rows.push(values);
    expect(rows[0]![0]).toMatch(/^Выгрузка всех данных школы, 24\s+ноября\s+2026$/);
    const { tables } = await manifestOf(path);
    expect(
      tables.filter(({ name }) => !tableNames.has(name)).map(({ name }) => name),
      'templates/export/tables.tsv',
    ).toEqual([]);
    const people = rows.find(([file]) => file === 'tables/person.xlsx')!;
    expect(people.slice(1)).toEqual([
      'Люди и учётные записи (без паролей)',
      tables.find(({ name }) => name === 'person')!.rows,
    ]);
  });
});
