import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { addLesson, query, type SmallClass, smallClass, studentOf } from '#test/journal.ts';

let school: TestSchool;
let chess: SmallClass;
let fedorova: TestBrowser;
let anna: number;
let boris: number;
let lessonId: number;
beforeAll(async () => {
  school = await openTestSchool();
  chess = await smallClass(school);
  [anna, boris] = chess.students;
  lessonId = await addLesson(school, chess.courseId, { day: '2026-11-23', slot: 1 });
  await query(
    school,
    `insert into absence (lesson_id, student_id, kind, by_id, at)
     select :lessonId, s, 'unknown', p.id, now() from person p, unnest(:students::int[]) s where p.login = 'ivanova'`,
    { lessonId, students: `{${anna},${boris}}` },
  );
  fedorova = await school.browser('fedorova');
});
afterAll(() => school.close());

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const address = () => `/attendance?class=${chess.id}&month=2026-11`;
const open = async () => (await fedorova.get(address())).body.replaceAll('\u00a0', ' ');
const kinds = async () =>
  (
    await query<{ kind: string }>(
      school,
      `select kind from absence where lesson_id = :lessonId and replaced_at is null order by student_id`,
      { lessonId },
    )
  ).map(({ kind }) => kind);

test('Фёдорова sees the month of her class, every absence by a sign that opens', async () => {
  const page = await open();
  expect(text(page)).toContain('ноябрь 2026');
  expect(page.replace(/<[^>]*>/g, '')).toContain('Арсеньева Анна, 23 ноября: пропущено 1 из 1, причина не указана');
  expect(page).toContain(`<a href="/lessons/${lessonId}">1-й урок, Шахматы</a>`);
  const lessons = await fedorova.get('/lessons');
  expect(lessons.body).toContain('href="/attendance"');
});

test('she gives one cell its reason, and several students theirs at once', async () => {
  const one = await fedorova.post(address(), { cell: `${anna}:2026-11-23:valid` });
  expect([one.statusCode, one.headers.location]).toEqual([303, address()]);
  expect(await kinds()).toEqual(['valid', 'unknown']);
  await fedorova.post(address(), {
    student: [`${anna}`, `${boris}`],
    from: '2026-11-20',
    to: '2026-11-24',
    kind: 'ill',
  });
  expect(await kinds()).toEqual(['ill', 'ill']);
  expect(await open()).toContain('23 ноября: пропущено 1 из 1, болезнь');
});

test('what will not do comes back with the sentence, the students still ticked', async () => {
  const days = await fedorova.post(address(), {
    student: `${boris}`,
    from: '2026-11-24',
    to: '2026-11-20',
    kind: 'ill',
  });
  expect(days.statusCode).toBe(422);
  expect(text(days.body)).toContain('Начало позже конца');
  expect(days.body).toMatch(new RegExp(`value="${boris}" form="reasons" checked`));
  expect(days.body).not.toMatch(new RegExp(`value="${anna}" form="reasons" checked`));
  const nobody = await fedorova.post(address(), { from: '2026-11-20', to: '2026-11-24', kind: 'ill' });
  expect(text(nobody.body)).toContain('Отметьте хотя бы одного ученика');
  for (const cell of ['x', `${anna}:2026-11-31:ill`, `${anna}:2026-11-23`]) {
    expect((await fedorova.post(address(), { cell })).statusCode, cell).toBe(422);
  }
  expect((await fedorova.get('/attendance?month=2026-13')).statusCode).toBe(422);
});

test('the deputy looks at every class and writes in none; others find nothing', async () => {
  const morozov = await school.browser('morozov');
  const page = await morozov.get('/attendance');
  expect(page.body).toMatch(/<option value="\d+">11А<\/option>/);
  expect(page.body).not.toContain('id="reasons"');
  expect((await morozov.post(address(), { cell: `${anna}:2026-11-23:ill` })).statusCode).toBe(403);
  for (const login of ['petrova', 'volkov', 'masha']) {
    const browser = await school.browser(login);
    expect((await browser.get('/attendance')).statusCode, login).toBe(404);
    expect((await browser.get(address())).statusCode, login).toBe(404);
  }
});

test('Козлова explains why Егор is missing; Фёдорова accepts it beside the month; Козлова sees that', async () => {
  const kozlova = await school.browser('kozlova');
  const egor = await studentOf(school, 'Козлов Егор');
  expect((await kozlova.get(`/diary/${egor}`)).body).toContain(`href="/marks/${egor}/explain"`);
  const wrong = await kozlova.post(`/marks/${egor}/explain`, {
    since: '2026-11-23',
    until: '2026-11-23',
    reason: 'other',
    text: '',
  });
  expect(wrong.statusCode).toBe(422);
  expect(text(wrong.body)).toContain('Напишите причину в двух словах');
  const sent = { since: '2026-11-23', until: '', reason: 'ill', text: 'Горло' };
  expect((await kozlova.post(`/marks/${egor}/explain`, sent)).statusCode).toBe(303);
  expect(text((await kozlova.get(`/marks/${egor}/explain`)).body)).toContain('23 ноября, болезнь Горло ждёт ответа');

  const page = (await fedorova.get('/attendance')).body;
  expect(text(page)).toMatch(/Козлов Егор: 23 ноября, болезнь «Горло»/);
  const action = /action="(\/absence-notes\/\d+\?[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
  expect((await fedorova.post(action, {})).statusCode).toBe(422);
  const settled = await fedorova.post(action, { accepted: 'yes' });
  expect([settled.statusCode, settled.headers.location]).toEqual([303, expect.stringContaining('month=2026-11')]);
  const again = await fedorova.post(action, { accepted: 'no' });
  expect([again.statusCode, text(again.body).includes('уже ответили')]).toEqual([409, true]);
  expect(text((await kozlova.get(`/marks/${egor}/explain`)).body)).toContain('Горло принято');
});

test('a student and a stranger have no such form', async () => {
  const masha = await studentOf(school, 'Петрова Мария');
  for (const login of ['masha', 'ivanova', 'smirnov']) {
    const browser = await school.browser(login);
    expect((await browser.get(`/marks/${masha}/explain`)).statusCode, login).toBe(404);
  }
});

test('programs read the month, give reasons, explain and settle', async () => {
  const month = (await fedorova.json('GET', `/api/attendance?classId=${chess.id}&month=2026-11`)).json();
  expect(month).toMatchObject({ className: '3К', mayGiveReason: true, students: [{ name: 'Арсеньева Анна' }, {}, {}] });
  const given = { classId: chess.id, studentIds: [anna], from: '2026-11-23', to: '2026-11-23', kind: 'unexcused' };
  expect((await fedorova.json('POST', '/api/attendance/reasons', given)).json()).toEqual({ changed: 1 });
  const kozlova = await school.browser('kozlova');
  const egor = await studentOf(school, 'Козлов Егор');
  const note = { since: '2026-11-24', until: '2026-11-24', reason: 'valid', text: '' };
  const { id } = (await kozlova.json('POST', `/api/students/${egor}/absence-notes`, note)).json();
  expect((await kozlova.json('GET', `/api/students/${egor}/absence-notes`)).json()).toMatchObject({
    mayExplain: true,
    notes: [{ id, accepted: null, text: null }, { reason: 'ill' }],
  });
  const settled = await fedorova.json('POST', `/api/absence-notes/${id}/settlement`, { accepted: false });
  expect(settled.json()).toEqual({ explained: 0 });
  expect((await kozlova.json('POST', '/api/attendance/reasons', given)).statusCode).toBe(404);
});
