import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

// The sample school: Кузнецов's session of two weeks ago (1), Морозов's for teachers on Friday the 27th (2).
let school: TestSchool;
let morozov: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool({ api: { publicUrl: 'https://journal.example' } });
  morozov = await school.browser('morozov');
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const typed = {
  ...{ title: 'Журнал <без сети>', text: 'Что делать,\nкогда нет связи', place: 'Кабинет 212' },
  ...{ day: '2026-12-01', starts: '15:00', ends: '16:00', capacity: '' },
};
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');

describe('«Обучение»', () => {
  test('shows what is to come and what is past, with one’s own part in it', async () => {
    const page = words((await ivanova.get('/trainings')).body);
    expect(page).toMatch(
      /Предстоят.*Спорные отметки перед концом четверти.*27 ноября, пятница, 15:00–16:00.*вы придёте/,
    );
    expect(page).toMatch(/Прошли.*Электронный журнал: заполняем урок за минуту.*10 ноября/);
    expect(page).not.toContain('Новое занятие');
    expect((await morozov.get('/trainings')).body).toContain('href="/trainings/new"');
    expect((await (await school.browser('petrova')).get('/trainings')).statusCode).toBe(404);
  });

  test('is empty with a word about what will be here', async () => {
    const empty = await openTestSchool();
    await query(empty, 'delete from training_attendance');
    await query(empty, 'delete from training_answer');
    await query(empty, 'delete from training');
    expect((await (await empty.browser('volkov')).get('/trainings')).body).toContain('Занятий пока не было');
    await empty.close();
  });
});

describe('Морозов announces a session', () => {
  test('what will not do comes back with what he typed', async () => {
    const refused = await morozov.post('/trainings', { ...typed, place: '', audience: ['teacher'], organiserId: '' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Напишите, где пройдёт занятие');
    expect(refused.body).toContain('value="Журнал &lt;без сети&gt;"');
    expect(refused.body).toMatch(/value="teacher" checked/);
  });

  test('Иванова answers, he changes the place, calls it off: each page says how it stands', async () => {
    const posted = await morozov.post('/trainings', { ...typed, audience: ['class-teacher'], organiserId: '' });
    expect(posted.statusCode).toBe(303);
    const address = posted.headers.location as string;
    const open = words((await ivanova.get(address)).body);
    expect(open).toMatch(/1 декабря 2026 года, вторник, 15:00–16:00/);
    expect(open).toContain('классные руководители');
    expect(open).toContain('Журнал &lt;без сети&gt;');

    expect((await ivanova.post(`${address}/answer`, { coming: 'yes' })).statusCode).toBe(303);
    expect(words((await ivanova.get(address)).body)).toMatch(/Ваш ответ: приду/);
    const form = (await morozov.get(`${address}/change`)).body;
    const [, version] = /name="version" value="(\d+)"/.exec(form)!;
    const changed = { ...typed, place: 'Зал', audience: ['class-teacher'], organiserId: '', version: version! };
    expect((await morozov.post(`${address}/change`, changed)).statusCode).toBe(303);
    expect(words((await ivanova.get(address)).body)).toContain('Зал');
    const late = await morozov.post(`${address}/change`, { ...changed, place: 'Библиотека' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Пока вы писали, занятие изменили');
    expect(late.body).toContain('value="Библиотека"');

    expect((await morozov.post(`${address}/cancel`, { reason: 'Карантин' })).statusCode).toBe(303);
    expect(words((await ivanova.get(address)).body)).toContain('Занятие отменено. Причина: Карантин');
  });
});

test('Кузнецов marks who came; the sheet names everybody with a line to sign, the figures count it', async () => {
  const kuznetsov = await school.browser('kuznetsov');
  const [person] = await query<{ id: number }>(school, `select id from person where login = 'volkov'`);
  expect((await kuznetsov.post('/trainings/1/attendance', { came: [`${person!.id}`, ''] })).statusCode).toBe(303);
  const page = words((await kuznetsov.get('/trainings/1')).body);
  expect(page).toMatch(/Кто был.* 1 из \d+\./);
  const sheet = (await kuznetsov.get('/trainings/1/sheet')).body;
  expect(words(sheet)).toMatch(/Волков Денис Олегович учитель да/);
  expect(sheet.match(/_{10,}/g)!.length).toBe(sheet.match(/<th scope="row">/g)!.length);
  expect(words((await (await school.browser('sokolova')).get('/trainings/figures')).body)).toMatch(
    /прошло 1 занятие.*Волков Денис Олегович 1 1 0 0/,
  );
});

describe('in a calendar', () => {
  test('a session is a file of its own: times, place, and, once it is called off, so', async () => {
    const { body, headers } = await ivanova.get('/trainings/2/calendar.ics');
    expect(headers['content-type']).toContain('text/calendar');
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(body)).getFirstSubcomponent('vevent')!);
    expect(event.uid).toBe('training-2@journal.example');
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-27T12:00:00.000Z');
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-11-27T13:00:00.000Z');
    expect([event.summary, event.location]).toEqual(['Спорные отметки перед концом четверти', 'Учительская']);
    expect(event.description).toMatch(/^Проводит Морозов А\. П\.\nРазберём/);
    expect(body).not.toContain('STATUS');
  });

  test('it stands in the feed of who is invited, under the same name; not once one has said no', async () => {
    const opened = await ivanova.post('/lessons/calendar');
    const { pathname } = new URL(/value="(https:[^"]*\.ics)"/.exec(opened.body)![1]!);
    const read = async () => (await (await school.server()).inject({ method: 'GET', url: pathname })).body;
    const feed = await read();
    expect(feed).toContain('UID:training-2@journal.example');
    expect(feed).toContain('UID:lesson-');
    await ivanova.post('/trainings/2/answer', { coming: 'no' });
    expect(await read()).not.toContain('training-2@');
  });
});

test('a program does the same: announces, answers, marks, reads', async () => {
  const entry = { ...typed, capacity: 5, audience: ['teacher'] };
  const made = await morozov.json('POST', '/api/trainings', entry);
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: number }>();
  expect((await ivanova.json('PUT', `/api/trainings/${id}/answer`, { coming: true })).statusCode).toBe(204);
  const read = (await ivanova.json('GET', `/api/trainings/${id}`)).json();
  expect(read).toMatchObject({
    state: 'coming',
    coming: 1,
    free: 4,
    mine: { coming: true, came: null },
    starts: '15:00',
  });
  expect((await morozov.json('PUT', `/api/trainings/${id}`, { ...entry, place: 'Зал', version: 1 })).statusCode).toBe(
    204,
  );
  expect((await ivanova.json('PUT', `/api/trainings/${id}/attendance`, { came: [] })).statusCode).toBe(403);
  expect((await morozov.json('PUT', `/api/trainings/${id}/attendance`, { came: [] })).statusCode).toBe(409);
  expect((await morozov.json('POST', `/api/trainings/${id}/cancellation`, { reason: 'Карантин' })).statusCode).toBe(
    204,
  );
  const list = (await ivanova.json('GET', '/api/trainings')).json<{ coming: { id: number; state: string }[] }>();
  expect(list.coming.find(one => one.id === id)).toMatchObject({ state: 'cancelled', place: 'Зал' });
});
