import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveMark } from '#journal/give-mark.ts';
import { markAbsence } from '#journal/mark-absence.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, smallClass, studentOf } from '#test/journal.ts';

// Анна of 3К is Смирнов's second child here.
let school: TestSchool;
let smirnov: TestBrowser;
let anna: number;
beforeAll(async () => {
  school = await openTestSchool();
  const chess = await smallClass(school);
  [anna] = chess.students;
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since) select id, :anna, 'father', '2026-09-01' from person where login = 'smirnov'`,
    { anna },
  );
  const monday = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 1 });
  const tuesday = await addLesson(school, chess.courseId, { day: '2026-11-24', slot: 1 });
  await addMark(school, { lessonId: monday, studentId: anna, value: 3 });
  await school.as('ivanova', act =>
    giveMark(act, { lessonId: monday, studentId: anna, value: 4, comment: 'Исправила сама.' }),
  );
  await school.as('ivanova', act => markAbsence(act, { lessonId: tuesday, studentId: anna, kind: 'late' }));
  smirnov = await school.browser('smirnov');
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');

describe('the marks of a family', () => {
  test('are this week’s, day by day, with what was corrected and said', async () => {
    const page = text((await smirnov.get(`/marks/${anna}`)).body);
    expect(page).toMatch(
      /23 ноября, понедельник Шахматы 4 , ответ на уроке ответ на уроке, исправлено: было 3\. Исправила сама\./,
    );
    expect(page).toMatch(/24 ноября, вторник Шахматы оп опоздание/);
  });

  test('switch between children, between today, week and quarter', async () => {
    const { body } = await smirnov.get('/marks');
    expect(text(body)).toMatch(/Анна · 3К Дмитрий · 5Б Сегодня Неделя 2-я четверть/);
    const quarter = /href="(\/marks\/\d+\?from=[^"]*)"[^>]*>2-я/.exec(
      body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'),
    )![1]!;
    expect(text((await smirnov.get(quarter)).body)).toMatch(/Шахматы 4 .*1 опоздание/);
    const sunday = await smirnov.get(`/marks/${anna}?from=2026-11-22&to=2026-11-22`);
    expect(text(sunday.body)).toContain('За эти дни нет ни отметок, ни пропусков');
  });

  test('are half-years in 11А', async () => {
    const belova = await school.browser('belova');
    expect(text((await belova.get('/marks')).body)).toContain('1-е полугодие');
  });

  test('are explained in grade 1 by clause 3.4', async () => {
    const kozlova = await school.browser('kozlova');
    expect(text((await kozlova.get('/marks')).body)).toContain(
      'В 1-м классе отметки не ставятся (пункт 3.4 Положения)',
    );
  });

  test('are nobody else’s', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    expect((await smirnov.get(`/marks/${masha}`)).statusCode).toBe(404);
    expect((await (await school.browser('volkov')).get('/marks')).statusCode).toBe(404);
    expect((await smirnov.get(`/marks/${anna}?from=2026-11-24&to=2026-11-01`)).statusCode).toBe(422);
    expect((await (await school.browser('ivanova')).get(`/marks/${masha}`)).statusCode).toBe(200);
  });
});
