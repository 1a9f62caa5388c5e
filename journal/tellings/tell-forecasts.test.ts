import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, type SmallClass, smallClass } from '#test/journal.ts';
import { tellForecasts } from './tell-forecasts.ts';

// Анна of 3К has her mother Петрова. In a quarter fewer than three marks are no forecast.
let school: TestSchool;
let chess: SmallClass;
let anna: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  anna = chess.students[0];
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since)
     select id, :anna, 'mother', '2026-09-01' from person where login = 'petrova'`,
    { anna },
  );
});
afterAll(() => school.close());

let slot = 1;
const give = async (value: number) => {
  const lessonId = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: slot++ });
  await addMark(school, { lessonId, studentId: anna, value });
};
const evening = () => school.house.asHouse(tellForecasts);
const said = async () => {
  const rows = await query<{ login: string; facts: object }>(
    school,
    `select p.login, n.facts from notice n join person p on p.id = n.reader_id
     where n.kind = 'forecast' and n.student_id = :anna order by n.id`,
    { anna },
  );
  return rows.map(({ login, facts }) => {
    const { text } = school.press.screen('notices/forecast', { notices: [facts] });
    return `${login}: ${text.split('\n')[0]!.replaceAll('\u00a0', ' ')}`;
  });
};

describe('a forecast', () => {
  test('of too few marks is none', async () => {
    await give(2);
    await give(2);
    await evening();
    expect(await said()).toEqual([]);
  });

  test('that falls below 3 is told to mother and daughter, once, not daily', async () => {
    await give(3);
    await evening();
    // (2 + 2 + 3) / 3 = 2.33
    const once = [
      'petrova: <b>Анна, Шахматы</b>: пока выходит 2 — средняя 2,33, учтено 3 отметки',
      'small-Анна: <b>Анна, Шахматы</b>: пока выходит 2 — средняя 2,33, учтено 3 отметки',
    ];
    expect((await said()).toSorted()).toEqual(once);
    school.world.set('2026-11-25T17:00:00+03:00');
    await give(2);
    await evening();
    expect((await said()).toSorted()).toEqual(once);
  });

  test('that rises again is told, and that it fell once more as well', async () => {
    await give(5);
    await evening();
    // (2 + 2 + 3 + 2 + 5) / 5 = 2.8
    expect((await said()).slice(2).toSorted()[0]).toBe(
      'petrova: <b>Анна, Шахматы</b>: двойка больше не выходит, сейчас 3 — средняя 2,80',
    );
    for (const value of [2, 2, 2]) await give(value);
    await evening();
    // 20 / 8 = 2.5 is a 3 yet.
    expect(await said()).toHaveLength(4);
    await give(2);
    await evening();
    expect(await said()).toHaveLength(6);
  });

  test('is not told on a Sunday', async () => {
    for (const value of [5, 5, 5]) await give(value);
    school.world.set('2026-11-29T17:00:00+03:00');
    await evening();
    expect(await said()).toHaveLength(6);
    school.world.set('2026-11-30T17:00:00+03:00');
    await evening();
    expect(await said()).toHaveLength(8);
  });

  test('is asked for the whole school with a handful of queries, in grade 1 not at all', async () => {
    expect(await school.countQueries(() => evening())).toBeLessThan(10);
    const [row] = await query<{ ones: number }>(
      school,
      `select count(*)::int as ones from notice n join enrolment e on e.student_id = n.student_id and e.until is null
       join school_class k on k.id = e.school_class_id and k.grade = 1 where n.kind = 'forecast'`,
    );
    expect(row!.ones).toBe(0);
  });
});
