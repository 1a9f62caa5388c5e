import { expect, test } from 'vitest';
import { openTestSchool } from '#test/house.ts';
import { nextFirstDay } from './next-first-day.ts';

test('a timetable begins on the next Monday, before the year on its first day', async () => {
  const school = await openTestSchool();
  const first = () => school.house.asHouse(nextFirstDay);
  expect(await first()).toBe('2026-11-30');
  // Saturday, 29 August: the next Monday is no day of the year yet, which begins on Tuesday.
  school.world.set('2026-08-29T09:00:00+03:00');
  expect(await first()).toBe('2026-09-01');
  await school.close();
});
