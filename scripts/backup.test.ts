import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSession } from '#db/archive/session.ts';
import { startEmbeddedServer } from '#db/server/embedded.ts';
import { urlOf } from '#db/server/way.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { createDatabase, type TestDatabase } from '#test/setup/database.ts';
import { reachableFolder } from '#test/setup/reachable-folder.ts';
import { sweepAfterwards } from '#test/setup/sweeper.ts';

const folder = reachableFolder();
const sweep = sweepAfterwards(folder);
let school: TestSchool;
let empty: TestDatabase;
beforeAll(async () => {
  [school, empty] = [await openTestSchool(), await createDatabase(null)];
});
afterAll(async () => {
  await school.close();
  await empty.drop();
  await sweep();
});

const script = (name: string) => join(import.meta.dirname, `${name}.ts`);
const env = (settings: Record<string, string>) => ({
  PATH: process.env.PATH,
  DATA_DIR: join(folder, 'data'),
  ...settings,
});
const ofSchool = () => ({ DATABASE_URL: urlOf(school.connection) });
const run = (name: string, args: string[], settings: Record<string, string> = ofSchool()) =>
  new Promise<{ code: number; said: string }>(resolve => {
    execFile(process.execPath, [script(name), ...args], { env: env(settings) }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: `${out}${err}` }),
    );
  });
const place = () => mkdtempSync(join(folder, 'copies-'));

describe('npm run backup and npm run restore', () => {
  it('put the school into a file, look into it, bring it into another database, and prove it', async () => {
    const file = join(place(), 'school.zip');
    const made = await run('backup', [file]);
    expect(made).toEqual({ code: 0, said: expect.stringMatching(/school\.zip: \d+ tables, \d+ rows, [\d.]+ MB\n$/) });
    expect(await run('restore', [file, '--verify'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('the archive is whole'),
    });
    const there = { DATABASE_URL: empty.url };
    expect(await run('restore', [file, '--compare'], there)).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no school'),
    });
    const back = await run('restore', [file], there);
    expect(back).toEqual({
      code: 0,
      said: expect.stringMatching(/the school is back, equal to the archive: \d+ tables, \d+ rows\n$/),
    });
    expect(await run('restore', [file, '--compare'], there)).toMatchObject({
      code: 0,
      said: expect.stringContaining('are equal'),
    });

    // It is a school now: a second time needs a word, and keeps what stood there.
    expect(await run('restore', [file], there)).toMatchObject({
      code: 1,
      said: expect.stringContaining('add --replace'),
    });
    const replaced = await run('restore', [file, '--replace'], { ...there, BACKUP_DIR: join(folder, 'kept') });
    expect(replaced).toMatchObject({ code: 0, said: expect.stringContaining('what stood there is kept in') });
    expect(readdirSync(join(folder, 'kept'))).toHaveLength(1);
  }, 180_000);

  it('need no server: the embedded one is started for them, or found beside a running program', async () => {
    const copies = place();
    const dataDir = join(folder, 'embedded');
    mkdirSync(dataDir);
    await run('backup', [join(copies, 'school.zip')]);
    expect(await run('restore', [join(copies, 'school.zip')], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
    const own = await run('backup', [], { DATA_DIR: dataDir });
    expect(own.code).toBe(0);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([expect.stringMatching(/^backup-[\d-]+\.zip$/)]);

    const running = await startEmbeddedServer(dataDir, { durable: false });
    const beside = await run('restore', [join(copies, 'school.zip'), '--compare'], { DATA_DIR: dataDir });
    expect(beside).toMatchObject({ code: 0, said: expect.stringContaining('are equal') });
    await running.stop();
  }, 180_000);

  it('say what is wrong in a line, with a code', async () => {
    expect(await run('restore', [])).toMatchObject({
      code: 2,
      said: expect.stringContaining('usage: npm run restore'),
    });
    expect(await run('restore', [join(folder, 'nothing.zip')])).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no such file'),
    });
    expect(await run('backup', ['one', 'two'])).toMatchObject({ code: 2 });
    const away = await run('backup', [place()], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
    expect(away).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^backup: it could not be done: .*ECONNREFUSED.*\n$/),
    });
  });
});

describe('a backup that is cut off', () => {
  it('by kill -9 leaves the former one whole, no second one, and no trace after the next', async () => {
    const copies = place();
    await run('backup', [join(copies, 'backup-2026-11-23-023000.zip')]);
    // It stops where it reads the sequences, which is after the last table.
    const backend = await inSession(school.connection, async client => {
      await client.query('begin');
      await client.query('alter sequence mark_id_seq rename to mark_ids');
      const victim = spawn(process.execPath, [script('backup'), copies], { env: env(ofSchool()), stdio: 'ignore' });
      await expect.poll(() => waiting()).toBe(1);
      await killed(victim);
      await client.query('rollback');
      return waiting();
    });
    expect(backend).toBeLessThanOrEqual(1);
    expect(readdirSync(copies).filter(name => name.endsWith('.zip'))).toEqual(['backup-2026-11-23-023000.zip']);
    expect(readdirSync(copies).filter(name => name.endsWith('.part'))).toHaveLength(1);
    expect(await run('restore', [join(copies, 'backup-2026-11-23-023000.zip'), '--verify'])).toMatchObject({ code: 0 });

    await expect.poll(() => open()).toBe(0);
    expect(await run('backup', [copies])).toMatchObject({ code: 0 });
    expect(readdirSync(copies).filter(name => !name.endsWith('.zip'))).toEqual([]);
    rmSync(copies, { recursive: true });
  });

  it('by a disk without room leaves nothing of itself', async () => {
    const copies = place();
    const command = `ulimit -f 100; exec "${process.execPath}" "${script('backup')}" "${copies}"`;
    const child = spawn('sh', ['-c', command], { env: env(ofSchool()), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', chunk => (said += chunk));
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([2, 'backup: there is no room on the disk: nothing was left behind.\n']);
    expect(readdirSync(copies)).toEqual([]);
  });
});

const count = (condition: string) =>
  inSession(school.connection, async client => {
    const { rows } = await client.query(
      `select count(*)::int as sessions from pg_stat_activity
       where datname = current_database() and application_name = 'zvonok-archive' and pid <> pg_backend_pid() and ${condition}`,
    );
    return rows[0].sessions as number;
  });
/** Sessions of archives that wait for somebody's lock, and all of them. */
const waiting = () => count(`wait_event_type = 'Lock'`);
const open = () => count('true');

async function killed(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit');
  child.kill('SIGKILL');
  await end;
}
