import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { addLesson, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 2, topic: 'Слон' });
  await addLesson(school, chess.courseId, { day: '2026-11-10', slot: 2, noHomework: true, attendance: true });
});
afterAll(() => school.close());

const page = async (login: string, query = '') => {
  const { statusCode, body } = await (await school.browser(login)).get(`/missing${query}`);
  const text = body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
  return { statusCode, text };
};

test('Иванова sees what she owes, and what only the deputy can open', async () => {
  const { text } = await page('ivanova');
  expect(text).toMatch(/Шахматы, 3К 23 ноября, понедельник, 2-й урок нет задания нет переклички/);
  expect(text).toMatch(/Шахматы, 3К 10 ноября, вторник, 2-й урок · срок прошёл, откроет завуч нет темы/);
  expect(text).toMatch(/Шахматы, 3К нет отметок у 3 из 3 учеников/);
});

test('the class teacher sees who owes it to the class, the deputy every class', async () => {
  expect((await page('fedorova', `?class=${chess.id}`)).text).toMatch(
    /3К .*Шахматы, 3К 23 ноября, понедельник, 2-й урок · Иванова Н\. П\./,
  );
  expect((await page('morozov', '?show=school')).text).toMatch(
    /Класс Уроков без записей Предметов с малым числом отметок.* 3К 2 1/,
  );
  expect((await page('ivanova', `?class=${chess.id}`)).statusCode).toBe(404);
  expect((await page('ivanova', '?show=school')).text).toContain('Шахматы, 3К');
});

test('who teaches nothing has nothing missing', async () => {
  expect((await page('petrova')).text).toContain('Всё заполнено');
});
