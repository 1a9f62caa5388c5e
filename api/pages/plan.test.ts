import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let ivanova: TestBrowser;
let address: string;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  ivanova = await school.browser('ivanova');
  address = `/journal/${chess.courseId}/plan`;
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const decode = (value: string) =>
  value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const send = (content: string, name = 'план.csv', browser = ivanova) => {
  const form = new FormData();
  form.set('file', new File([content], name));
  return browser.upload(`${address}/preview`, form);
};
const hidden = (html: string) => ({
  topics: decode(/name="topics" value="([^"]*)"/.exec(html)![1]!),
  basis: decode(/name="basis" value="([^"]*)"/.exec(html)![1]!),
});
const stored = () =>
  query<{ title: string }>(
    school,
    `select t.title from planned_topic t join lesson_plan n on n.id = t.plan_id
     where n.course_id = ${chess.courseId} order by t.number`,
  );

const file =
  'Календарный план\n№;Тема урока;Часы;Дата\n1;Доска & «фигуры»;1;02.09\n2;Пешка;2;осенью\n3;;1;\n4;Конь;сто;\n';

describe('the plan of Иванова', () => {
  test('is empty at first, and says what to do', async () => {
    const page = await ivanova.get(address);
    expect(page.statusCode).toBe(200);
    expect(text(page.body)).toContain('Плана ещё нет');
    expect((await ivanova.get('/public/plan-sample.csv')).statusCode).toBe(200);
    const fedorova = await school.browser('fedorova');
    const read = await fedorova.get(address);
    expect(text(read.body)).toContain('План загружает учитель предмета: Иванова Н. П.');
    expect(read.body).not.toContain('type="file"');
  });

  test('is shown by rows before anything is written, and written when confirmed', async () => {
    await addLesson(school, chess.courseId, { day: '2026-11-23', topic: 'Доска & «фигуры»' });
    await addLesson(school, chess.courseId, { day: '2026-11-25' });
    const shown = await send(file);
    expect(shown.statusCode).toBe(200);
    expect(text(shown.body)).toContain('2 темы, 3 часа');
    expect(text(shown.body)).toMatch(/Не прочитано: 2 строки.*Строка 5 *: нет темы.*Строка 6 *: часы — целое число/);
    expect(text(shown.body)).toMatch(/Войдёт без даты: 1 строка Строка 4/);
    expect(await stored()).toEqual([]);
    const saved = await ivanova.post(address, hidden(shown.body));
    expect([saved.statusCode, saved.headers.location]).toEqual([303, address]);
    const page = text((await ivanova.get(address)).body);
    expect(page).toContain('За год. По плану 3 ч., дано 1 ч., отставание 1 ч.');
    expect(page).toMatch(/1 Доска &amp; «фигуры» 1 2 сентября 23 ноября/);
    expect(page).toMatch(/2 Пешка 2 25 ноября/);
  });

  test('refuses a file that is no plan on its own page, and a confirmation that no page of ours has sent', async () => {
    const wrong = await send('Иванов;5\nПетров;4');
    expect([wrong.statusCode, text(wrong.body)]).toEqual([
      422,
      expect.stringContaining('В таблице не видно столбца с темами'),
    ]);
    const none = await ivanova.upload(`${address}/preview`, new FormData());
    expect(text(none.body)).toContain('Выберите файл с планом');
    expect(text((await send('x', 'план.xls')).body)).toContain('Нужна таблица Excel');
    for (const topics of ['', 'null', '[]', '[{"title":"Х"}]', '[null]', '{']) {
      const answer = await ivanova.post(address, { topics, basis: '' });
      expect([409, 422], topics).toContain(answer.statusCode);
    }
    expect(await stored()).toHaveLength(2);
  });

  test('that has changed since it was shown is not overwritten', async () => {
    const shown = hidden((await send(file)).body);
    await ivanova.post(address, hidden((await send('№;Тема урока\n1;Ладья')).body));
    const late = await ivanova.post(address, shown);
    expect([late.statusCode, text(late.body)]).toEqual([409, expect.stringContaining('план изменили')]);
  });

  test('is taken by nobody else', async () => {
    const morozov = await school.browser('morozov');
    expect((await send(file, 'план.csv', morozov)).statusCode).toBe(403);
    for (const login of ['petrova', 'orlova']) {
      const browser = await school.browser(login);
      expect((await browser.get(address)).statusCode, login).toBe(404);
      expect((await send(file, 'план.csv', browser)).statusCode, login).toBe(404);
      expect((await browser.post(`${address}/copy`, { to: '1' })).statusCode, login).toBe(404);
    }
    expect((await ivanova.post(`${address}/copy`, { to: '1' })).statusCode).toBe(404);
  });

  test('is read and put by programs', async () => {
    const topics = [{ section: null, title: 'Ферзь', hours: 2, plannedOn: '2026-09-02' }];
    const put = await ivanova.json('PUT', `/api/courses/${chess.courseId}/plan`, { topics });
    expect(put.statusCode).toBe(200);
    const read = (await ivanova.json('GET', `/api/courses/${chess.courseId}/plan`)).json();
    expect(read.topics).toMatchObject([{ title: 'Доска & «фигуры»' }, { title: 'Ферзь', hours: 2 }]);
    const wrong = await ivanova.json('PUT', `/api/courses/${chess.courseId}/plan`, {
      topics: [{ ...topics[0], hours: 0 }],
    });
    expect([wrong.statusCode, wrong.json().error.message]).toEqual([
      422,
      expect.stringMatching(/Тема №\s1\sзаписана неверно/),
    ]);
  });
});
