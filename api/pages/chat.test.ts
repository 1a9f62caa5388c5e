import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueDeepLinkCode } from '#school/link-codes.ts';
import { openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool({ api: { botName: () => 'kryukovo_bot' } });
});
afterAll(() => school.close());

test('«Чат с ботом» works as plain forms: a first greeting, a question, a button', async () => {
  const petrova = await school.browser('petrova');
  expect((await petrova.get('/chat')).body).toContain('напишите мне или нажмите кнопку');
  const sent = await petrova.post('/chat', { text: 'оценки Маши <b>за</b> неделю' });
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/chat']);
  const page = (await petrova.get('/chat')).body;
  expect(page).toContain('оценки Маши &lt;b&gt;за&lt;/b&gt; неделю');
  expect(page).toContain('Литература: 5 (домашняя работа, было 4)');
  const [, button] = /name="button" value="(marks\/period \d+)"/.exec(page) ?? [];
  await petrova.post('/chat', { button: button! });
  expect((await petrova.get('/chat')).body).toContain('2-я четверть');
  expect((await petrova.post('/chat', { text: '  ' })).statusCode).toBe(303);
});

test('«Мессенджеры»: a link that links, the list of chats, ending one, revoking unused codes', async () => {
  const smirnov = await school.browser('smirnov');
  expect((await smirnov.get('/messengers')).body).toContain('Пока только <a href="/chat">чат на сайте</a>');
  const issued = await smirnov.post('/messengers/code');
  expect(issued.headers['cache-control']).toBe('no-store');
  expect(issued.body).toContain('src="data:image/png;base64,');
  const [, code] = /https:\/\/t\.me\/kryukovo_bot\?start(?:=|&#x3D;)([\w-]+)/.exec(issued.body) ?? [];
  expect(code).toHaveLength(22);

  const talks = openConversations(school);
  const chat = talks.stranger('smirnov-phone');
  expect((await chat.say(`/start ${code}`)).screen).toBe('start');
  const listed = (await smirnov.get('/messengers')).body;
  const [, id] = /name="chat" value="(\d+)"/.exec(listed) ?? [];
  const petrova = await school.browser('petrova');
  expect((await petrova.post('/messengers/end', { chat: id! })).statusCode).toBe(404);
  expect((await smirnov.post('/messengers/end', { chat: id! })).statusCode).toBe(303);
  expect((await chat.say('отметки')).screen).toBe('link');

  const unused = await school.as('smirnov', async act => issueDeepLinkCode(act).code);
  expect((await smirnov.get('/messengers')).body).toContain('Ещё не использовано: 1\u00a0код');
  await smirnov.post('/messengers/revoke-codes');
  expect((await chat.say(`/start ${unused}`)).words).toContain('Код не подошёл');
  expect((await smirnov.get('/messengers')).body).not.toContain('Ещё не использовано');
});

test('where no messenger is connected the page says so and gives no code', async () => {
  const plain = await openTestSchool();
  const petrova = await plain.browser('petrova');
  expect((await petrova.get('/messengers')).body).toContain('пока не подключила мессенджер');
  expect((await petrova.post('/messengers/code')).body).not.toContain('t.me');
  await plain.close();
});
