import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { applyDueChanges } from './apply-changes.ts';
import { type AssignmentEntry, assignByHand } from './assign-by-hand.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());
beforeEach(() => school.world.set('2026-11-24T12:30:00+03:00'));

const entry = {
  deed: 'assign',
  function: 'director',
  day: '2026-11-24',
  orderNumber: '7',
  orderDate: '2026-11-23',
} as const;
const write = (by: string, changed: Partial<AssignmentEntry>) =>
  school.as(by, act => assignByHand(act, { ...entry, ...changed }));

test('the same function given twice in the same moment is held once', async () => {
  const give = () => write('sokolova', { function: 'deputy', person: 'volkov' });
  await Promise.allSettled([give(), give()]);
  const held = await query(
    school,
    `select 1 from assignment a join person p on p.id = a.person_id where p.login = 'volkov' and a.role = 'deputy'`,
  );
  expect(held).toHaveLength(1);
});

test('after days of rest the program gives a class to whom it was given last, not back', async () => {
  const [row] = await query<{ id: number }>(school, `select id from school_class where grade = 9 and letter = 'А'`);
  const ofClass = { function: 'class-teacher', classId: row!.id };
  await write('sokolova', { ...ofClass, person: 'volkov', until: '2026-11-30' });
  await write('sokolova', { ...ofClass, person: 'fedorova', day: '2026-11-29' });
  // The program sleeps from Saturday, November 28, to Wednesday.
  school.world.set('2026-12-02T08:00:00+03:00');
  await school.house.asHouse(applyDueChanges);
  const [led] = await query<{ login: string }>(
    school,
    'select p.login from school_class k join person p on p.id = k.class_teacher_id where k.id = :id',
    row!,
  );
  expect(led).toEqual({ login: 'fedorova' });
});
