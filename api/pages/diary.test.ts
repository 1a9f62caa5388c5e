import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveMark } from '#journal/give-mark.ts';
import { markAbsence } from '#journal/mark-absence.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, addMark, query, smallClass, studentOf, subjectOf } from '#test/journal.ts';
import { standIn } from '#test/substitution.ts';

// Анна of 3К is Смирнов's second child here.
let school: TestSchool;
let smirnov: TestBrowser;
let anna: number;
let chess: number;
beforeAll(async () => {
  school = await openTestSchool();
  const small = await smallClass(school);
  [anna] = small.students;
  chess = await subjectOf(school, 'Шахматы');
  await query(
    school,
    `insert into guardianship (parent_id, student_id, kind, since) select id, :anna, 'father', '2026-09-01' from person where login = 'smirnov'`,
    { anna },
  );
  const given = { homework: 'Задача 7 на доске' };
  const monday = await addLesson(school, small.courseId, { day: '2026-11-23', slot: 1, ...given });
  const tuesday = await addLesson(school, small.courseId, { day: '2026-11-24', slot: 1 });
  const wednesday = await addLesson(school, small.courseId, { day: '2026-11-25', slot: 2 });
  await query(
    school,
    `insert into lesson_resource (lesson_id, title, url, by_id, at)
     select :monday, 'Задачник', 'https://resh.edu.ru/chess', id, now() from person where login = 'ivanova'`,
    { monday },
  );
  await standIn(school, { lessonId: wednesday });
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
const page = async (address: string, browser = smirnov) => text((await browser.get(address)).body);

describe('the week of a diary', () => {
  test('is as on paper: lessons, homework with its links, marks with their words, lateness, who stands in', async () => {
    const week = await page(`/diary/${anna}`);
    expect(week).toContain('Арсеньева Анна Дневник ученика, класс 3К');
    expect(week).toContain('23–29 ноября');
    expect(week).toMatch(
      /понедельник, 23 ноября 1 урок Шахматы 08:30–09:10 .*4 — ответ на уроке, исправлено: было 3\. Исправила сама\./,
    );
    expect(week).toMatch(
      /вторник, 24 ноября сегодня 1 урок Шахматы .* Задача 7 на доске .*Задачник resh\.edu\.ru оп , опоздание/,
    );
    expect(week).toMatch(/среда, 25 ноября 2 урок Шахматы .*замещает Волков Д\. О\./);
    expect(week).toContain('суббота, 28 ноября Выходной');
    expect(week).not.toContain('воскресенье');
  });

  test('turns to the weeks around it, and says what holidays there are', async () => {
    const autumn = await page(`/diary/${anna}?week=2026-10-28`);
    expect(autumn).toMatch(/26 октября — 1 ноября Эта неделя Осенние каникулы/);
    const dima = await studentOf(school, 'Смирнов Дмитрий');
    expect(await page(`/diary/${dima}?week=2026-11-02`)).toMatch(/среда, 4 ноября День народного единства/);
    expect((await smirnov.get(`/diary/${anna}?week=soon`)).statusCode).toBe(422);
  });

  test('leads from one child to the other in one press, on the same page of the diary', async () => {
    const { body } = await smirnov.get(`/diary/${anna}/finals`);
    const dima = await studentOf(school, 'Смирнов Дмитрий');
    expect(body).toMatch(new RegExp(`<a href="/diary/${dima}/finals">Дмитрий <span>5Б</span></a>`));
    expect(text((await smirnov.get('/diary')).body)).toContain('Арсеньева Анна');
  });

  test('of grade 1 says why there are no marks, and has no pages about them', async () => {
    const kozlova = await school.browser('kozlova');
    const { body } = await kozlova.get('/diary');
    expect(text(body)).toContain('В 1-м классе отметки не ставятся и домашние задания не задаются.');
    expect(text(body)).not.toContain('не задано');
    expect(text(body)).toContain('Неделя Посещаемость');
    expect(body).not.toContain('/need');
    const egor = await studentOf(school, 'Козлов Егор');
    for (const tab of ['term', 'need', 'finals']) {
      expect((await kozlova.get(`/diary/${egor}/${tab}`)).statusCode, tab).toBe(200);
    }
  });
});

describe('the other pages', () => {
  test('the quarter: every mark, the mean, and that they are too few', async () => {
    const term = await page(`/diary/${anna}/term`);
    expect(term).toContain('2-я четверть 2 ноября — 30 декабря 1-я четверть 2-я четверть');
    expect(term).toMatch(/Шахматы 4 , ответ на уроке, 23\.11 1 опоздание 4,00 мало отметок : 1 из 3/);
    expect(await page('/diary/1/term', await school.browser('masha'))).toContain('Мой дневник');
  });

  test('half-years in 11А', async () => {
    const belova = await school.browser('belova');
    expect(await page('/diary', belova)).toContain('Неделя Полугодие Что нужно');
    const { id } = (await belova.json('GET', '/api/me')).json();
    expect(id).toBeGreaterThan(0);
    expect(await page(`/diary/${await studentOf(school, 'Белова Анна')}/finals`, belova)).toContain('1-е полугодие');
  });

  test('a subject: figures, the picture with its words, what is due next, what is needed for a 5', async () => {
    const { body } = await smirnov.get(`/diary/${anna}/subject/${chess}`);
    expect(text(body)).toMatch(/Шахматы 2-я четверть · Иванова Н\. П\..* 4,00 средний балл|средний балл 4,00/);
    expect(body).toMatch(/role="img" aria-label="Средний балл от отметки к.отметке, сейчас 4,00\./);
    expect(text(body)).toMatch(/На 25 ноября, среда Задания пока нет\./);
    // (4 + 5)/2 is 4.50.
    expect(text(body)).toMatch(/Что нужно 5 1 пятёрка за ответ/);
    const none = await smirnov.get(`/diary/${anna}/subject/9999`);
    expect(none.statusCode).toBe(404);
  });

  test('attendance: what was missed, what may still be explained, and the form for that very day', async () => {
    await query(
      school,
      `insert into absence (lesson_id, student_id, kind, by_id, at)
       select l.id, :anna, 'unknown', p.id, now() from lesson l join course c on c.id = l.course_id, person p
       where l.day = '2026-11-23' and c.subject_id = :chess and p.login = 'ivanova'`,
      { anna, chess },
    );
    const { body } = await smirnov.get(`/diary/${anna}/attendance`);
    expect(text(body)).toMatch(/23 ноября, понедельник весь день: Шахматы н причина неизвестна Объяснить/);
    const form = /href="(\/marks\/\d+\/explain\?day[^"]*)"/.exec(body.replaceAll('&#x3D;', '='))![1]!;
    expect((await smirnov.get(form)).body).toMatch(/name="since"[^>]*value="2026-11-23"/);
    // Who controls sees the same, without the button.
    const morozov = await school.browser('morozov');
    expect((await morozov.get(`/diary/${anna}/attendance`)).body).not.toContain('/explain');
  });

  test('are nobody else’s', async () => {
    const masha = await studentOf(school, 'Петрова Мария');
    for (const tab of ['', '/term', '/need', '/finals', '/attendance', `/subject/${chess}`]) {
      expect((await smirnov.get(`/diary/${masha}${tab}`)).statusCode, tab).toBe(404);
    }
    expect((await (await school.browser('volkov')).get('/diary')).statusCode).toBe(404);
    expect((await (await school.browser('ivanova')).get(`/diary/${masha}`)).statusCode).toBe(200);
  });

  test('addresses of before lead here', async () => {
    expect((await smirnov.get(`/marks/${anna}?from=2026-11-23`)).headers.location).toBe(`/diary/${anna}`);
    expect((await smirnov.get('/marks')).headers.location).toMatch(/^\/diary\/\d+$/);
  });

  test('ask the database no more often for a long week than for an empty one', async () => {
    const count = (address: string) => school.countQueries(() => smirnov.get(address));
    const dima = await studentOf(school, 'Смирнов Дмитрий');
    const [full, empty] = [await count(`/diary/${dima}`), await count(`/diary/${dima}?week=2026-10-28`)];
    expect(full - empty).toBeLessThanOrEqual(1);
  });
});
