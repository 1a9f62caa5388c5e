import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiHouse } from '#api/doors.ts';
import { manifestOf } from '#db/archive/open-archive.ts';
import { archiveWork } from '#jobs/archive.ts';
import { openClock } from '#jobs/clock.ts';
import { openQueue, type Queue } from '#jobs/queue.ts';
import { schedule } from '#jobs/schedule.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { openArchives } from '../../archives.ts';
import { openLog } from '../../log.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The sample school with a folder of archives, its queue and its clock, moved by the test. */
async function openKeptSchool(at = '2026-11-24T12:30:00+03:00') {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-archives-'));
  const quiet = openLog('silent');
  const disk = { free: 1e12 };
  let queue!: Queue;
  const api: Partial<ApiHouse> = { health: allIsWell };
  const school = await openTestSchool({ at, api, queue: ground => (queue = openQueue({ ...ground, log: quiet })) });
  const { house, connection, world } = school;
  const archives = openArchives({
    ...{ connection, world, timeZone: house.timeZone, folder, program: '0.1.0', papers: async () => [] },
    ...{ backupAt: '02:30', keep: { days: 2, weeks: 0, months: 0 }, roomIn: async () => disk.free },
  });
  api.archives = archives;
  const clock = openClock(house, schedule({ remindersAt: '15:30', backupAt: '02:30' }), quiet);
  const backup = archiveWork(house, archives, 'backup');
  await queue.prepare({ clock: clock.work, backup, export: archiveWork(house, archives, 'export') });
  closing.push(() => rmSync(folder, { recursive: true }), school.close, queue.stop);
  const strike = async (moment: string) => {
    world.set(moment);
    await clock.tick();
    await queue.workOff();
  };
  return { school, folder, disk, queue, clock, archives, backup, strike };
}

async function allIsWell() {
  const part = { state: 'ok' as const, lastSuccessAt: null, ageSeconds: null };
  return { database: part, bot: part, queue: part, clock: part, backup: part };
}

const done = (school: TestSchool) =>
  query(school, 'select u.deed, p.login, u.reason from upkeep u left join person p on p.id = u.by_id order by u.id');
const told = (school: TestSchool) =>
  query(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id where kind = 'archive-failed'`,
  );

describe('every night', () => {
  it('a backup is made, once whatever number of processes tick, and those whose time is over go', async () => {
    const { school, folder, clock, queue, strike } = await openKeptSchool('2026-11-24T02:29:00+03:00');
    // The night before is made up for: the program was down.
    await strike('2026-11-24T01:00:00+03:00');
    await Promise.all([clock.tick(), clock.tick()]);
    await queue.workOff();
    expect(readdirSync(folder)).toEqual(['backup-2026-11-24-010000.zip']);
    await strike('2026-11-24T02:30:00+03:00');
    await strike('2026-11-25T02:31:00+03:00');
    await strike('2026-11-26T02:30:00+03:00');
    expect(readdirSync(folder).sort()).toEqual(['backup-2026-11-25-023100.zip', 'backup-2026-11-26-023000.zip']);
    expect((await manifestOf(join(folder, 'backup-2026-11-26-023000.zip'))).kind).toBe('backup');
    expect(await done(school)).toEqual(Array(4).fill({ deed: 'backup-made', login: null, reason: null }));
  });

  it('a full disk is told to the registrar, once a day; the former backups stay, and nothing half-made', async () => {
    const { school, folder, disk, backup, strike } = await openKeptSchool();
    await strike('2026-11-24T12:30:00+03:00');
    writeFileSync(join(folder, '.backup-2026-11-23-023000.zip.part'), 'left by a killed program');
    disk.free = 100_000_000;
    for (const _ of [1, 2, 3]) await expect(backup({})).rejects.toThrow('too little room');
    expect(readdirSync(folder)).toEqual(['backup-2026-11-24-123000.zip']);
    expect(await told(school)).toEqual([{ login: 'kuznetsov', facts: { archive: 'backup', reason: 'no-room' } }]);
    const facts = { archive: 'backup', reason: 'no-room' };
    expect(school.press.screen('notices/archive-failed', { notices: [facts] }).text).toMatch(
      /^Резервная копия журнала не сделана: на диске не хватает места\. Прежние копии целы\./,
    );
    school.world.set('2026-11-25T02:30:00+03:00');
    await expect(backup({})).rejects.toThrow();
    expect(await told(school)).toHaveLength(2);
    disk.free = 1e12;
    await backup({});
    expect((await done(school)).map(({ deed }: { deed?: string }) => deed)).toEqual([
      ...['backup-made', 'backup-failed', 'backup-failed', 'backup-made'],
    ]);
  });
});

it('a program that closes breaks the copy off, leaves nothing of it, and tells nobody: the queue has it again', async () => {
  const { school, folder, archives, backup } = await openKeptSchool();
  await archives.stop();
  await expect(backup({})).rejects.toThrow('closing');
  expect(readdirSync(folder)).toEqual([]);
  expect([await told(school), await done(school)]).toEqual([[], []]);
});

describe('Кузнецов on the page «Система»', () => {
  it('asks for a copy, sees it wait and then in the list, and takes it away byte by byte', async () => {
    const { school, folder, queue } = await openKeptSchool();
    const kuznetsov = await school.browser('kuznetsov');
    expect((await kuznetsov.get('/system')).body).toContain('копий ещё нет');
    expect((await kuznetsov.post('/system/backups')).headers.location).toBe('/system');
    expect((await kuznetsov.get('/system')).body).toContain('Ждёт своей очереди');
    expect((await kuznetsov.json('GET', '/api/system')).json()).toMatchObject({
      working: { kind: 'backup', done: 0, of: 0 },
    });
    await queue.workOff();
    const { body } = await kuznetsov.get('/system');
    expect(body).toMatch(/24\s+ноября\s+2026, 12:30</);
    expect(body).not.toContain('Ждёт своей очереди');

    const file = 'backup-2026-11-24-123000.zip';
    const taken = await kuznetsov.get(`/system/archives/${file}`);
    expect(taken.rawPayload.equals(readFileSync(join(folder, file)))).toBe(true);
    expect(taken.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store' });
    expect(await done(school)).toEqual([
      { deed: 'backup-made', login: 'kuznetsov', reason: null },
      { deed: 'backup-taken', login: 'kuznetsov', reason: null },
    ]);
    expect((await kuznetsov.get('/system')).body).toContain('скачана копия');
  });

  it('gets nothing else that lies on the disk', async () => {
    const { school, folder } = await openKeptSchool();
    writeFileSync(join(folder, 'secret.zip'), '');
    const kuznetsov = await school.browser('kuznetsov');
    for (const name of ['secret.zip', '..%2F..%2Fpackage.json', '%2Fetc%2Fpasswd', 'backup-2026-11-24-123000.zip'])
      expect((await kuznetsov.get(`/system/archives/${name}`)).statusCode, name).toBe(404);
  });

  it('is alone there: neither the director nor a parent may look or take', async () => {
    const { school, strike } = await openKeptSchool();
    await strike('2026-11-24T12:30:00+03:00');
    for (const login of ['sokolova', 'petrova']) {
      const browser = await school.browser(login);
      for (const address of ['/system', '/system/archives/backup-2026-11-24-123000.zip', '/api/system'])
        expect((await browser.get(address)).statusCode, `${login} ${address}`).toBe(403);
      expect((await browser.post('/system/backups')).statusCode).toBe(403);
    }
    expect(await done(school)).toHaveLength(1);
  });
});
