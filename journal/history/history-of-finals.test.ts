import { afterAll, beforeAll, expect, test } from 'vitest';
import { markedClass, periodIdOf } from '#test/finals.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { refusalOf, type SmallClass } from '#test/journal.ts';
import { chooseFinal } from '../finals/choose-final.ts';
import { historyOfFinals } from './history-of-finals.ts';

let school: TestSchool;
let chess: SmallClass;
let anna: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await markedClass(school);
  [anna] = chess.students;
  const periodId = await periodIdOf(school, 'quarter', 2);
  for (const value of [4, 'н/а', null]) {
    await school.as('ivanova', act =>
      chooseFinal(act, { courseId: chess.courseId, studentId: anna, stage: 'period', periodId, value }),
    );
    school.world.pass(60_000);
  }
});
afterAll(() => school.close());

const read = (login: string, studentId?: number) =>
  school.as(login, act => historyOfFinals(act, chess.courseId, studentId));

test('every final mark that was ever set is read with what stood before, the latest first', async () => {
  const { entries, course } = await read('fedorova', anna);
  expect(course).toMatchObject({ subject: 'Шахматы', className: '3К' });
  expect(entries.map(({ before, after, stage, number }) => [stage, number, before, after])).toEqual([
    ['period', 2, 'not-attested', null],
    ['period', 2, 4, 'not-attested'],
    ['period', 2, null, 4],
  ]);
  expect(entries[0]).toMatchObject({ by: expect.stringMatching(/^Иванова/), student: { name: 'Арсеньева Анна' } });
});

test('who reads the journal reads it, nobody else', async () => {
  expect((await read('sokolova')).entries).toHaveLength(3);
  for (const login of ['orlova', 'petrova', 'masha', 'volkov']) {
    expect((await refusalOf(read(login))).kind, login).toBe('not-found');
  }
});

test('the page and the programs show it; the journal leads there', async () => {
  const ivanova = await school.browser('ivanova');
  const page = await ivanova.get(`/journal/${chess.courseId}/finals/history`);
  const text = page.body.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+|&nbsp;/g, ' ');
  expect(text).toMatch(/2-я четверть\s?: Арсеньева Анна 4 н\/а Иванова/);
  expect((await ivanova.get(`/journal/${chess.courseId}/finals`)).body).toContain('/finals/history"');
  const json = (await ivanova.json('GET', `/api/courses/${chess.courseId}/finals/history?student=${anna}`)).json();
  expect(json.entries[2]).toMatchObject({ before: null, after: 4, number: 2 });
});
