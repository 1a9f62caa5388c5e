import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenHouse, openWholeSchool } from '#test/open-house.ts';

const folder = mkdtempSync(join(tmpdir(), 'zvonok-health-'));
let school: OpenHouse;
beforeAll(async () => {
  school = await openWholeSchool({ settings: { BACKUP_DIR: folder, BACKUP_AT: '02:30' } });
});
afterAll(async () => {
  await school.close();
  rmSync(folder, { recursive: true });
});

const backup = async () => {
  const answer = await fetch(`${school.address}/api/health`);
  return ((await answer.json()) as { backup: object }).backup;
};

it('the age of the last backup is a part of health: a new program has an hour for its first, a night without one is seen', async () => {
  expect(await backup()).toEqual({ state: 'ok', lastSuccessAt: null, ageSeconds: null });
  school.world.pass(61 * 60_000);
  expect(await backup()).toMatchObject({ state: 'failing', lastSuccessAt: null });

  await school.clockStrikes('2026-11-25T02:30:00+03:00');
  school.world.set('2026-11-25T08:30:00+03:00');
  expect(await backup()).toEqual({ state: 'ok', lastSuccessAt: '2026-11-24T23:30:00.000Z', ageSeconds: 21_600 });
  school.world.set('2026-11-26T04:31:00+03:00');
  expect(await backup()).toMatchObject({ state: 'failing', ageSeconds: 93_660 });
});

it('where the clock makes none, nothing is missing', async () => {
  const quiet = await openWholeSchool();
  const answer = (await (await fetch(`${quiet.address}/api/health`)).json()) as { backup: object };
  await quiet.close();
  expect(answer.backup).toEqual({ state: 'off', lastSuccessAt: null, ageSeconds: null });
});
