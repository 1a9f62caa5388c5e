import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#school/calendar.ts';
import { planSlot, takeSlot } from '#school/clock-slots.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';
import { substitutionsJob, tellLateSubstitutions, tellSubstitutions } from './tell-substitutions.ts';

// Маша of 5Б and her mother Петрова; Иванова is away on Wednesday, Кузнецов stands in.
let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool({ queue: () => ({ enqueue: async () => {} }) });
  await query(school, 'delete from substitution');
});
afterAll(() => school.close());

const substitute = async (day: Day, subject = 'Математика') => {
  const lessonId = await lessonOf(school, { className: '5Б', subject, day });
  await standIn(school, { lessonId, login: 'kuznetsov' });
  return lessonId;
};
const said = async (login: string) => {
  const rows = await query<{ facts: object }>(
    school,
    `select n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'substitution' and p.login = :login order by n.id`,
    { login },
  );
  return rows.map(({ facts }) =>
    school.press.screen('notices/substitution', { notices: [facts] }).text.replaceAll('\u00a0', ' '),
  );
};

describe('a substitution', () => {
  test('of tomorrow is told in the evening to the class and its parents, never why', async () => {
    await substitute('2026-11-25');
    await school.house.asHouse(tellSubstitutions);
    const [mother] = await said('petrova');
    expect(mother).toMatch(/^Замена учителя\n<b>Мария<\/b>: 25 ноября, среда, \d-й урок — Математика, ведёт Кузнецов/);
    expect(mother).not.toMatch(/болезн/);
    expect(await said('masha')).toHaveLength(1);
    expect(await said('smirnov')).toHaveLength(1);
    expect(await said('kozlova')).toEqual([]);
  });

  test('entered before the evening waits for it, entered afterwards is told at once', async () => {
    await query(school, `delete from notice where kind = 'substitution'`);
    const friday = await substitute('2026-11-27');
    await school.house.asHouse(act => tellLateSubstitutions(act, [friday]));
    expect(await said('petrova')).toEqual([]);

    school.world.set('2026-11-26T18:05:00+03:00');
    await school.house.asHouse(act => planSlot(act, substitutionsJob, '2026-11-26'));
    const [slot] = await query<{ id: number }>(school, 'select id from clock_slot where job = :job', {
      job: substitutionsJob,
    });
    await school.house.asHouse(act => takeSlot(act, slot!.id));
    await school.house.asHouse(act => tellLateSubstitutions(act, [friday]));
    expect(await said('petrova')).toHaveLength(1);
  });

  test('is not told on a Sunday: Monday’s were told on Friday', async () => {
    await query(school, `delete from notice where kind = 'substitution'`);
    await substitute('2026-11-30');
    school.world.set('2026-11-29T18:00:00+03:00');
    await school.house.asHouse(tellSubstitutions);
    expect(await said('petrova')).toEqual([]);
    school.world.set('2026-11-27T18:00:00+03:00');
    await school.house.asHouse(tellSubstitutions);
    expect(await said('petrova')).toHaveLength(1);
  });

  test('of a lesson that is over is told to nobody: it is entered for the books', async () => {
    await query(school, `delete from notice where kind = 'substitution'`);
    const today = await substitute('2026-12-02');
    school.world.set('2026-12-02T20:00:00+03:00');
    await school.house.asHouse(act => tellLateSubstitutions(act, [today]));
    expect(await said('petrova')).toEqual([]);
    school.world.set('2026-12-02T07:30:00+03:00');
    await school.house.asHouse(act => tellLateSubstitutions(act, [today]));
    expect(await said('petrova')).toHaveLength(1);
  });
});
