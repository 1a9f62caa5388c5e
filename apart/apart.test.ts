import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelPackage, orderPackage, packageState } from '#journal/reports/package/packages.ts';
import type { ApartErrand } from '#test/apart-process.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { killedCouriers, othersAtWork } from '#test/killed-couriers.ts';
import { openLog } from '../log.ts';
import { type Apart, openApart } from './apart.ts';

let school: TestSchool;
let apart: Apart;
let by: number;
/** Of the process that is at work. */
let pid: number;
const programs = killedCouriers('apart-process.ts');
beforeAll(async () => {
  school = await openTestSchool({ queue: () => ({ enqueue: async () => {} }) });
  by = await school.person('morozov');
  const { connection, house, world } = school;
  apart = openApart({
    ...{ connection, world, timeZone: house.timeZone },
    begun: number => {
      pid = number;
    },
  });
});
afterAll(async () => {
  programs.endAll();
  await apart.stop();
  await school.close();
});

// 10 and 11 have half-years: a small package.
const order = () => school.as('morozov', act => orderPackage(act, { term: 'half-year-1' }));
const stateOf = (id: number) => school.as('morozov', act => packageState(act, id));
const make = (id: number) => apart.work('report-package')({ packageId: id, by });
const isBegun = { timeout: 60_000, interval: 50 };
const begun = (id: number) => expect.poll(async () => (await stateOf(id)).done, isBegun).toBeGreaterThan(0);
const kept = () => query(school, 'select package_id, number from report_package_piece');
const told = () => query(school, `select subject from notice where kind = 'report-package'`);

test('a package whose process was killed is begun anew, and nothing of the half is kept; the process that made it whole is gone', {
  timeout: 180_000,
}, async () => {
  const id = await order();
  const making = make(id).catch((error: Error) => error.message);
  await begun(id);
  process.kill(pid, 'SIGKILL');
  expect(await making).toBe('the process of «report-package» has ended (SIGKILL)');
  expect([(await stateOf(id)).state, await kept(), await told()]).toEqual(['waiting', [], []]);

  await make(id);
  const { state, done, total } = await stateOf(id);
  expect([state, done]).toEqual(['done', total]);
  expect(await told()).toEqual([{ subject: `package:${id}` }]);
  const [zip] = await query<{ bytes: number; whole: number }>(
    school,
    `select p.bytes, sum(length(x.content))::int as whole from report_package p join report_package_piece x on x.package_id = p.id
     group by p.id`,
  );
  expect(zip!.whole).toBe(zip!.bytes);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('Morozov breaks a package off while it is made: it ends by itself, nothing is kept and nobody is told', {
  timeout: 120_000,
}, async () => {
  await query(school, 'delete from report_package; delete from notice');
  const id = await order();
  const making = make(id);
  await begun(id);
  await school.as('morozov', act => cancelPackage(act, id));
  await making;
  const { state, done, total } = await stateOf(id);
  expect([state, done < total, await kept(), await told()]).toEqual(['cancelled', true, [], []]);
});

test('where the program itself was killed, the process does not go on alone', { timeout: 120_000 }, async () => {
  const id = await order();
  const program = await programs.begin();
  const { connection, house, world } = school;
  const errand = { connection, timeZone: house.timeZone, at: world.now().toISOString(), packageId: id, by };
  program.send(errand satisfies ApartErrand);
  await begun(id);
  program.kill('SIGKILL');
  await expect.poll(() => query(school, othersAtWork), isBegun).toEqual([]);
  expect([(await stateOf(id)).state, await kept()]).toEqual(['waiting', []]);
});

test('what the database says of a failure, with the values of the statement, does not come into the log', {
  timeout: 120_000,
}, async () => {
  let written = '';
  const log = openLog('debug', {
    write: line => {
      written += line;
    },
  });
  const failure = await apart
    .work('report-package')({ packageId: 'Невидимкин', by })
    .catch((error: unknown) => error);
  log.error({ err: failure }, 'a job failed');
  expect(written).toContain('"kind":"InvalidFieldNameException","code":"42703"');
  expect(written).toContain('packages.ts');
  expect(written).not.toMatch(/nan/i);
});

test('a work that does not end is ended, and the next one has its turn', { timeout: 120_000 }, async () => {
  const { connection, house, world } = school;
  const id = await order();
  const hurried = openApart({ connection, world, timeZone: house.timeZone, longestMs: 100 });
  const works = [1, 2].map(() => hurried.work('report-package')({ packageId: id, by }));
  for (const work of works) await expect(work).rejects.toThrow('the process of «report-package» has ended (SIGKILL)');
  await hurried.stop();
});

test('a program that closes ends what is made apart and begins nothing more', { timeout: 120_000 }, async () => {
  const id = await order();
  const making = make(id).catch((error: Error) => error.message);
  await begun(id);
  await apart.stop();
  expect(await making).toBe('the process of «report-package» has ended (SIGKILL)');
  await expect(make(id)).rejects.toThrow('the program is closing');
});
