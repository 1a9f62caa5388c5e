import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, studentOf } from '#test/journal.ts';

let school: TestSchool;
let petrova: TestBrowser;
let ivanova: TestBrowser;
let masha: number;
let teacher: number;
beforeAll(async () => {
  school = await openTestSchool();
  [petrova, ivanova] = [await school.browser('petrova'), await school.browser('ivanova')];
  masha = await studentOf(school, 'Петрова Мария');
  teacher = await school.person('ivanova');
});
afterAll(() => school.close());

const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/(?:\s|&nbsp;|\u00a0)+/g, ' ');

test('Ольга Петрова finds the class teacher with office hours, writes, and sees when it was read', async () => {
  const whom = await petrova.get('/letters/new');
  expect(plain(whom.body)).toContain('Иванова Наталья Петровна классный руководитель, Математика');
  expect(plain(whom.body)).toContain('часы приёма: вторник и четверг, 15:00–16:00, кабинет 301');
  const address = `/letters/new?to=${teacher}&student=${masha}`;
  expect(plain((await petrova.get(address)).body)).toContain('Кому Иванова Наталья Петровна О ком Мария, 5Б');
  const fields = { to: `${teacher}`, student: `${masha}`, title: 'Экскурсия', text: 'Маша едет **с классом**.' };
  const sent = await petrova.post('/letters/new', fields);
  const thread = sent.headers.location as string;
  expect(thread).toMatch(/^\/letters\/\d+$/);
  expect(plain((await petrova.get(thread)).body)).toContain('ещё не прочитано');
  const list = await ivanova.get('/letters');
  expect(plain(list.body)).toContain('Петрова О. Н. не прочитано Мария, 5Б · Экскурсия Маша едет с классом.');
  school.world.set('2026-11-24T14:05:00+03:00');
  const seen = await ivanova.get(thread);
  expect(seen.body).toContain('<strong>с классом</strong>');
  expect(plain((await petrova.get(thread)).body)).toContain('прочитано 24 ноября, 14:05');
});

test('an empty letter comes back with its sentence and the addressee kept', async () => {
  const back = await petrova.post('/letters/new', { to: `${teacher}`, student: `${masha}`, title: 'Тема', text: ' ' });
  expect(back.statusCode).toBe(422);
  expect(back.body).toContain(`name="to" value="${teacher}"`);
  expect(back.body).toContain('value="Тема"');
});

test('Наталья Ивановна answers with a quote, changes it, and the reader sees that it was changed', async () => {
  const { letters } = (await ivanova.json('GET', '/api/letters')).json();
  const line = letters.find((one: { title: string }) => one.title === 'Экскурсия');
  const { replies } = (await ivanova.json('GET', `/api/letters/${line.id}`)).json();
  const quoting = await ivanova.get(`/letters/${line.id}?quote=${replies[0].id}`);
  expect(quoting.body).toContain(`name="quotes" value="${replies[0].id}"`);
  const answered = await ivanova.post(`/letters/${line.id}`, { text: 'Хорошо.', quotes: `${replies[0].id}` });
  expect(answered.headers.location).toMatch(/#reply-\d+$/);
  const own = (await ivanova.json('GET', `/api/letters/${line.id}`)).json().replies.at(-1);
  const edit = `/letters/parts/${own.id}/edit`;
  expect((await ivanova.get(edit)).body).toContain('Хорошо.');
  expect((await petrova.get(edit)).statusCode).toBe(403);
  expect((await ivanova.post(edit, { text: 'Очень хорошо.', version: `${own.version}` })).statusCode).toBe(303);
  const page = plain((await petrova.get(`/letters/${line.id}`)).body);
  expect(page).toContain('Очень хорошо.');
  expect(page).toContain('Изменено 24 ноября в 14:05');
});

test('a script in a letter is text', async () => {
  await petrova.post('/letters/new', { to: `${teacher}`, student: `${masha}`, text: '<script>alert(1)</script>' });
  const [line] = (await petrova.json('GET', '/api/letters')).json().letters;
  expect((await ivanova.get(`/letters/${line.id}`)).body).not.toContain('<script>alert');
});

test('the figure on the navigation counts unread letters, and goes when they are read', async () => {
  const badge = /data-nav="letters"[\s\S]{0,400}?<span class="count">(\d+)/;
  const before = Number(badge.exec((await ivanova.get('/')).body)?.[1] ?? 0);
  const { letters } = (await ivanova.json('GET', '/api/letters')).json();
  await ivanova.get(`/letters/${letters.find((one: { unread: number }) => one.unread > 0).id}`);
  const after = Number(badge.exec((await ivanova.get('/')).body)?.[1] ?? 0);
  expect(after).toBe(before - 1);
});

test('office hours are kept at «Мой вход», by staff alone', async () => {
  expect((await ivanova.get('/account')).body).toContain('вторник и четверг');
  expect((await ivanova.post('/account/office-hours', { officeHours: 'пятница, 14:00' })).statusCode).toBe(303);
  expect(plain((await petrova.get('/letters/new')).body)).toContain('часы приёма: пятница, 14:00');
  expect((await petrova.get('/account')).body).not.toContain('Часы приёма');
  expect((await petrova.post('/account/office-hours', { officeHours: 'всегда' })).statusCode).toBe(403);
});

test('the class teacher writes to all families of the class at once', async () => {
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  expect(plain((await ivanova.get(`/letters/new?class=${own!.id}`)).body)).toContain('каждой семье своё');
  school.world.pass(61_000);
  const sent = await ivanova.post('/letters/new', {
    class: `${own!.id}`,
    title: 'Собрание',
    text: 'В четверг в 18:00.',
  });
  expect(sent.headers.location).toBe('/letters');
  expect(plain((await petrova.get('/letters')).body)).toContain('Собрание');
});
