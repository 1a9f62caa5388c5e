import { afterAll, expect, test } from 'vitest';
import { openTestSchool } from '#test/house.ts';
import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';
import { isSchoolDay, nextSchoolDay, periodOf, previousSchoolDay, schoolDaysAround } from './school-days.ts';

// The sample year 2026/2027: autumn holidays 24 October – 1 November, 4 November is free, winter 31 December – 10 January.
const school = await openTestSchool();
afterAll(() => school.close());
const ask = <T>(question: (act: HouseAct) => Promise<T>) => school.house.asHouse(question);

test('Tuesday is a day of lessons, Sunday and the day of national unity are not', async () => {
  const days: Day[] = ['2026-11-24', '2026-11-22', '2026-11-21', '2026-11-04', '2026-08-31'];
  expect(await ask(act => Promise.all(days.map(day => isSchoolDay(act, day))))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('the first grade has a week of February for itself', async () => {
  const [off] = await ask(act =>
    act.em.execute<{ day: Day }[]>(`select (first_day + 3)::text as day from days_off where grade = 1`),
  );
  expect(await ask(act => isSchoolDay(act, off!.day, 1))).toBe(false);
  expect(await ask(act => isSchoolDay(act, off!.day, 2))).toBe(true);
  expect(await ask(act => isSchoolDay(act, off!.day))).toBe(true);
});

test('Friday is followed by Monday, Monday comes after Friday', async () => {
  expect(await ask(act => schoolDaysAround(act, '2026-11-21'))).toEqual({ previous: '2026-11-20', next: '2026-11-23' });
  expect(await ask(act => nextSchoolDay(act, '2026-11-20'))).toBe('2026-11-23');
  expect(await ask(act => previousSchoolDay(act, '2026-11-23'))).toBe('2026-11-20');
});

test('nothing follows the last day of the last year', async () => {
  expect(await ask(act => schoolDaysAround(act, '2027-05-26'))).toEqual({ previous: '2027-05-25' });
});

test('a day belongs to its quarter, a day of holidays to the quarter just over', async () => {
  const number = (day: Day) => ask(async act => (await periodOf(act, day, 'quarter'))?.number);
  expect(await number('2026-11-24')).toBe(2);
  const [off] = await ask(act => act.em.execute<{ day: Day }[]>(`select min(first_day)::text as day from days_off`));
  expect(await number(off!.day)).toBe(1);
  expect(await number('2026-08-31')).toBeUndefined();
  expect(await ask(act => periodOf(act, '2026-11-24', 'half-year'))).toMatchObject({ number: 1, closed: false });
});
