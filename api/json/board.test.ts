import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let sokolova: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  sokolova = await school.browser('sokolova');
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const order = { kind: 'order', date: '2026-11-24', title: 'О дежурстве', text: 'Приказываю.', audience: ['staff'] };

test('an order is posted, listed, read and acknowledged', async () => {
  const posted = await sokolova.json('POST', '/api/board', order);
  expect(posted.statusCode).toBe(201);
  const { id } = posted.json();

  const { documents } = (await ivanova.json('GET', '/api/board')).json();
  expect(documents[0]).toMatchObject({ id: 1, pinned: true });
  expect(documents[1]).toMatchObject({ id, kind: 'order', number: 6, unacknowledged: true, acknowledgedAt: null });
  expect((await ivanova.json('GET', `/api/board/${id}`)).json()).toMatchObject({
    ...order,
    id,
    number: 6,
    publishedAt: '2026-11-24T09:30:00.000Z',
    signer: { name: 'Соколова Елена Викторовна', role: 'director' },
    files: [],
    mayAcknowledge: true,
    reading: null,
  });

  for (let times = 0; times < 2; times++)
    expect((await ivanova.json('POST', `/api/board/${id}/acknowledgement`)).statusCode).toBe(204);
  expect((await ivanova.json('GET', `/api/board/${id}`)).json()).toMatchObject({
    mayAcknowledge: false,
    acknowledgedAt: '2026-11-24T09:30:00.000Z',
  });

  const sheet = (await sokolova.json('GET', `/api/board/${id}/acknowledgements`)).json();
  expect(sheet).toMatchObject({ acknowledged: 1, addressees: 25, former: [] });
  expect(sheet.readers.at(-1)).toMatchObject({
    name: 'Иванова Наталья Петровна',
    roles: ['teacher', 'class-teacher'],
    acknowledgedAt: '2026-11-24T09:30:00.000Z',
    through: 'page',
  });
});

test('a body that is named and not sent is none', async () => {
  const answer = await (await school.server()).inject({
    method: 'POST',
    url: '/api/board/1/acknowledgement',
    headers: { cookie: ivanova.cookie, 'x-csrf-token': ivanova.csrfToken, 'content-type': 'application/json' },
  });
  expect(answer.statusCode).toBe(204);
});

test('a program’s number is taken as it is, as long as it is free', async () => {
  const first = await sokolova.json('POST', '/api/board', { ...order, number: 112 });
  expect((await ivanova.json('GET', `/api/board/${first.json().id}`)).json().number).toBe(112);
  const again = await sokolova.json('POST', '/api/board', { ...order, number: 112 });
  expect([again.statusCode, again.json().error.kind]).toEqual([422, 'invalid']);
  expect(plain(again.json().error.message)).toBe('№ 112 в этом году уже занят. Следующий по порядку — № 113.');
  const strict = await sokolova.json('POST', '/api/board', { ...order, number: 200, outOfTurn: false });
  expect(strict.statusCode).toBe(422);
  const none = await sokolova.json('POST', '/api/board', { ...order, number: null });
  expect((await ivanova.json('GET', `/api/board/${none.json().id}`)).json().number).toBe(113);
});

test.each([
  [{ kind: 'decree' }, 'Выберите вид документа'],
  [{ date: '24.11.2026' }, 'Укажите дату документа.'],
  [{ title: '' }, 'Напишите заголовок'],
  [{ text: '' }, 'Напишите текст документа'],
  [{ audience: ['parent'] }, 'Отметьте, кому адресован документ.'],
  [{ number: -1 }, 'Номер — это целое число'],
  [{ title: undefined }, 'Запрос составлен неверно.'],
])('%o is answered with what to do', async (changed, sentence) => {
  const answer = await sokolova.json('POST', '/api/board', { ...order, ...changed });
  expect(answer.statusCode).toBe(422);
  expect(plain(answer.json().error.message)).toContain(sentence);
});

describe('refusals', () => {
  test('an order by the deputy is not allowed, an announcement is', async () => {
    const morozov = await school.browser('morozov');
    const refused = await morozov.json('POST', '/api/board', order);
    expect([refused.statusCode, refused.json().error]).toEqual([
      403,
      { kind: 'not-allowed', message: 'Приказы публикует директор.' },
    ]);
    expect((await morozov.json('POST', '/api/board', { ...order, kind: 'announcement' })).statusCode).toBe(201);
  });

  test('who has read is no business of Иванова', async () => {
    expect((await ivanova.json('GET', '/api/board/1/acknowledgements')).statusCode).toBe(403);
  });

  test.each(['petrova', 'masha'])('%s finds nothing', async login => {
    const browser = await school.browser(login);
    const asked = [
      await browser.json('GET', '/api/board'),
      await browser.json('POST', '/api/board', order),
      await browser.json('GET', '/api/board/1'),
      await browser.json('POST', '/api/board/1/acknowledgement'),
      await browser.json('GET', '/api/board/1/acknowledgements'),
    ];
    expect(asked.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404]);
  });

  test('nobody signed in is asked to', async () => {
    expect((await (await school.browser()).json('GET', '/api/board')).statusCode).toBe(401);
  });
});

test('the notice in the chat reads like the top of the order, with both buttons', () => {
  const notice = {
    id: 42,
    kind: 'order',
    number: 6,
    date: '2026-11-24',
    title: 'О дежурстве <по школе>',
    excerpt: 'ПРИКАЗЫВАЮ: составить график.',
  };
  const one = school.press.screen('notices/document', { notices: [notice] });
  expect({ ...one, text: plain(one.text) }).toEqual({
    text: '<b>Приказ № 6 от 24 ноября 2026 года</b>\nО дежурстве &lt;по школе&gt;\n\nПРИКАЗЫВАЮ: составить график.',
    buttons: [
      [
        { label: 'Ознакомлен', button: 'acknowledge 42' },
        { label: 'Открыть', button: 'document 42' },
      ],
    ],
  });
  const two = school.press.screen('notices/document', {
    notices: [notice, { ...notice, id: 43, kind: 'announcement', number: 4, excerpt: '' }],
  });
  expect(plain(two.text)).toContain('<b>Объявление № 4');
  expect(two.buttons.map(row => row.map(({ label }) => plain(label)))).toEqual([
    ['Ознакомлен: № 6', 'Открыть'],
    ['Ознакомлен: № 4', 'Открыть'],
  ]);
});
