import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFile } from '#journal/resources/keep-resource.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query } from '#test/journal.ts';
import { openBot } from '../answer.ts';
import { openWebChat, type WebChat } from './web-chat.ts';

let school: TestSchool;
let web: WebChat;
let petrova: number;
beforeAll(async () => {
  school = await openTestSchool();
  web = openWebChat({ house: school.house, bot: openBot({ house: school.house, press: school.press }) });
  petrova = await school.person('petrova');
});
afterAll(() => school.close());

test('everybody who signs in has a chat, whose history holds both sides in order and in plain text', async () => {
  expect(await web.history(petrova)).toEqual([]);
  const answer = await web.say(petrova, { text: ' что сегодня\r\nполучила Маша? ' });
  expect(answer.screen).toBe('marks/today');
  expect(answer.text).toContain('Математика: 5 (домашняя работа)');
  const [asked, told] = await web.history(petrova);
  expect(asked).toMatchObject({ by: 'person', text: 'что сегодня\nполучила Маша?', buttons: [] });
  expect(told).toEqual({ ...answer, by: 'bot', at: school.world.now().toISOString() });
});

test('a pressed button stands in the history under its label', async () => {
  const { buttons } = await web.say(petrova, { text: 'меню' });
  await web.say(petrova, { button: buttons[0]![1]!.button });
  const turns = await web.history(petrova);
  expect(turns.at(-2)).toMatchObject({ by: 'person', text: 'Неделя' });
  await web.say(petrova, { button: 'forged 1' });
  expect((await web.history(petrova)).at(-2)).toMatchObject({ by: 'person', text: '…' });
});

test('a notice of the courier appears as the bot’s message, to this person alone', async () => {
  const before = (await web.history(petrova)).at(-1)!;
  const printed = { text: '<b>Мария, Математика: 5</b>\nответ &lt;у доски&gt;', buttons: [] };
  const { messageId } = await web.messenger.show(String(petrova), printed);
  const news = await web.history(petrova, before.id);
  expect(news).toMatchObject([
    { id: Number(messageId), by: 'bot', screen: 'notice', text: 'Мария, Математика: 5\nответ <у доски>' },
  ]);
  expect(await web.history(await school.person('smirnov'))).toEqual([]);
});

test('what is hidden under a spoiler stays hidden on the page until it is touched', async () => {
  const printed = { text: '<b>Музыка: <tg-spoiler>5</tg-spoiler></b> &lt;b&gt;', buttons: [] };
  await web.messenger.show(String(petrova), printed);
  expect((await web.history(petrova)).at(-1)!.text).toBe('Музыка: ||5|| <b>');
  const { body } = await (await school.browser('petrova')).get('/chat');
  expect(body).toContain('Музыка: <details class="spoiler"><summary>показать</summary>5</details> &lt;b&gt;');
});

test('the site’s chat can’t be unlinked, nor given to another by a code', async () => {
  const refused = await web.say(petrova, { text: '/logout' });
  expect(refused.text).toContain('часть сайта');
  expect((await web.say(petrova, { button: 'logout/yes' })).screen).toBe('refused');
  expect((await web.say(petrova, { text: '/start abcdefgh23' })).screen).toBe('start');
});

test('a password sent by mistake is not kept', async () => {
  await web.say(petrova, { text: 'petrova kolokol-petrova' });
  const turns = await web.history(petrova);
  expect(turns.at(-2)).toMatchObject({ by: 'person', text: '••••••••' });
  expect(JSON.stringify(turns)).not.toContain('kolokol');
});

test('two windows asking at once keep question and answer together', async () => {
  const last = (await web.history(petrova)).at(-1)!.id;
  await Promise.all(['отметки', 'помощь', 'меню', 'за неделю'].map(text => web.say(petrova, { text })));
  const turns = await web.history(petrova, last);
  expect(turns.map(({ by }) => by)).toEqual(Array(4).fill(['person', 'bot']).flat());
  const pairs = turns.flatMap(({ by, text }, at) => (by === 'person' ? [[text, turns[at + 1]!.screen]] : []));
  expect(new Map(pairs as [string, string][])).toEqual(
    new Map([
      ['отметки', 'marks/today'],
      ['помощь', 'help'],
      ['меню', 'start'],
      ['за неделю', 'marks/week'],
    ]),
  );
});

test('a picture is remembered by its address and its words, and drawn there for its reader alone', async () => {
  const masha = await school.browser('masha');
  const studentId = (await school.as('masha', async act => act.by.studentId))!;
  const [subject] = await school.orm.em
    .fork()
    .execute<{ id: number }[]>(`select id from subject where name = 'Математика'`);
  const button = `course ${studentId} ${subject!.id}`;
  const answer = (await masha.json('POST', '/api/chat', { button })).json();
  expect(answer).toMatchObject({ screen: 'course', picture: { path: `/chat/course/${studentId}/${subject!.id}` } });
  expect(answer.picture.alt).toMatch(/^График отметок: Математика, средний балл сейчас \d,\d\d\.$/);
  const { text, picture } = answer;
  expect((await masha.json('GET', '/api/chat')).json().at(-1)).toMatchObject({ text, picture });
  const page = (await masha.get('/chat')).body;
  expect(page).toContain(`<img class="chat-picture" src="${picture.path}" alt="${picture.alt}"`);
  const drawn = await masha.get(picture.path);
  expect(drawn.headers).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'private, no-store',
  });
  expect(drawn.body).toContain('Математика · Мария');
  expect(drawn.body).not.toContain('Петрова');
  expect((await (await school.browser('smirnov')).get(picture.path)).statusCode).toBe(404);
});

test('a file of the homework is a link of the site', async () => {
  const masha = await school.browser('masha');
  const lessonId = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-11-24' });
  await query(school, `update lesson set homework = '№ 1' where id = :lessonId`, { lessonId });
  const file = { name: 'задачи.txt', content: Buffer.from('1 + 1') };
  await school.as('ivanova', act => addFile(act, lessonId, file));
  const button = 'homework 0 2026-11-25 2026-12-04';
  const answer = (await masha.json('POST', '/api/chat', { button })).json();
  const [link] = answer.buttons.flat().flatMap(({ url }: { url?: string }) => url ?? []);
  expect(link).toMatch(new RegExp(`^/lessons/${lessonId}/resources/\\d+$`));
  expect((await masha.get('/chat')).body).toContain(`<a href="${link}"`);
  expect((await masha.get(link)).body).toBe('1 + 1');
  expect((await (await school.browser('kozlova')).get(link)).statusCode).toBe(404);
});
