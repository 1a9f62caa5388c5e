import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueDeepLinkCode, issuePaperCode, revokeLinkCodes } from '#school/link-codes.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

const paperCode = async (login: string) => {
  const personId = await school.person(login);
  return school.as(login, async act => (await issuePaperCode(act, personId)).code);
};

test('an unlinked chat learns nothing but how to link, whatever it says', async () => {
  const chat = talks.stranger('nobody');
  const answers = [];
  for (const text of ['/start', 'отметки', 'что сегодня получила Маша?', '/board', 'petrova kolokol-petrova', '']) {
    answers.push(await chat.say(text));
  }
  answers.push(await chat.press('marks/today 1'), await chat.press('logout/yes'));
  expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
  expect(answers[0]).toMatchObject({ screen: 'link', buttons: [] });
  expect(answers[0]!.words).toContain('откройте страницу «Мессенджеры»');
});

test('Ольга Петрова links her chat by the link from the site, and again by pressing «Start» twice', async () => {
  const { code } = await school.as('petrova', async act => issueDeepLinkCode(act));
  const chat = talks.stranger('petrova-phone');
  const linked = await chat.say(`/start ${code}`);
  expect(linked.words).toContain('Чат привязан');
  expect(linked.words).toContain('Ольга Николаевна');
  expect(linked.screen).toBe('start');
  expect((await chat.say(`/start ${code}`)).words).toContain('уже привязан к вам');
  expect((await chat.say('отметки')).screen).toBe('marks/today');
});

test('a code is taken as people copy it from paper: capitals, spaces, letters of the other alphabet', async () => {
  const code = await paperCode('smirnov');
  const homoglyphs: Record<string, string> = {
    a: 'А',
    e: 'Е',
    k: 'К',
    m: 'М',
    h: 'Н',
    p: 'Р',
    c: 'С',
    t: 'Т',
    y: 'У',
    x: 'Х',
  };
  const typed = [...code].map(letter => homoglyphs[letter] ?? letter.toUpperCase()).join('');
  const linked = await talks.stranger('smirnov-phone').say(` ${typed.slice(0, 5)} ${typed.slice(5)} `);
  expect(linked.words).toContain('Чат привязан');
});

test('a code links once: to a second chat it is one more unknown code', async () => {
  const code = await paperCode('kozlova');
  await talks.stranger('kozlova-phone').say(code);
  const second = await talks.stranger('thief').say(code);
  const unknown = await talks.stranger('thief').say('abcdefgh23');
  expect(second.words).toContain('Код не подошёл');
  expect(second.text).toBe(unknown.text);
  expect((await talks.stranger('thief').say('отметки')).screen).toBe('link');
});

test('of two chats that send one code at once, one is linked', async () => {
  const code = await paperCode('belova');
  const both = await Promise.all(['one', 'other'].map(address => talks.stranger(address).say(`/start ${code}`)));
  expect(both.map(({ screen }) => screen).sort()).toEqual(['link', 'start']);
});

test('expired, revoked and a closed account’s codes say the same as unknown ones', async () => {
  const expired = await school.as('petrova', async act => issueDeepLinkCode(act));
  school.world.pass(61 * 60_000);
  const answers = [await talks.stranger('late').say(`/start ${expired.code}`)];
  const revoked = await paperCode('fedorova');
  await school.as('fedorova', act => revokeLinkCodes(act, act.by.id));
  answers.push(await talks.stranger('late').say(revoked));
  const closed = await paperCode('volkov');
  const em = school.orm.em.fork();
  await em.execute(`update person set deactivated_at = now() where login = 'volkov'`);
  answers.push(await talks.stranger('late').say(closed));
  await em.execute(`update person set deactivated_at = null where login = 'volkov'`);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]!.words).toContain('Код не подошёл');
});

test('a chat that guesses codes must wait a quarter of an hour; another chat need not', async () => {
  const guesser = talks.stranger('guesser');
  for (let tries = 0; tries < 10; tries++) await guesser.say('guessing22');
  const right = await paperCode('orlova');
  expect((await guesser.say(right)).words).toContain('Подождите пятнадцать минут');
  expect((await talks.stranger('orlova-phone').say(right)).words).toContain('Чат привязан');
  school.world.pass(15 * 60_000 + 1);
  expect((await guesser.say('guessing23')).words).toContain('Код не подошёл');
});

test('a phone given to another person is linked anew, and the former person hears nothing there', async () => {
  await talks.linked('smirnov', 'family-phone');
  const chat = await talks.linked('kozlova', 'family-phone');
  expect((await chat.say('отметки')).words).toContain('Егор');
  const rows = await school.orm.em
    .fork()
    .execute(
      `select login, end_reason from chat c join person p on p.id = c.person_id where c.address = 'family-phone' order by c.id`,
    );
  expect(rows).toEqual([
    { login: 'smirnov', end_reason: 'relinked' },
    { login: 'kozlova', end_reason: null },
  ]);
});

test('linking is told to the person, so that a stranger’s phone is noticed', async () => {
  await talks.linked('masha', 'masha-phone');
  const [notice] = await school.orm.em
    .fork()
    .execute(
      `select kind, facts from notice where reader_id = ${await school.person('masha')} order by id desc limit 1`,
    );
  expect(notice).toMatchObject({ kind: 'chat-linked', facts: { messenger: 'telegram' } });
  const told = school.press.screen('notices/chat-linked', { notices: [notice!.facts] });
  expect(told.text).toContain('привязан чат в\u00a0Telegram');
});

test('/logout asks, and then the chat knows nobody', async () => {
  const chat = await talks.linked('petrova', 'to-leave');
  expect((await chat.say('/logout')).labels).toEqual(['Да, отвязать', 'Нет, оставить']);
  expect((await chat.choose('Нет, оставить')).screen).toBe('start');
  await chat.say('отвяжи этот чат');
  expect((await chat.choose('Да, отвязать')).screen).toBe('logout/yes');
  expect((await chat.say('отметки')).screen).toBe('link');
  expect((await chat.press('logout/yes')).screen).toBe('link');
});

test('a password in a linked chat is never read as anything else', async () => {
  const chat = await talks.linked('petrova');
  for (const text of ['petrova kolokol-petrova', 'мой пароль kolokol', 'забыла пароль']) {
    expect((await chat.say(text)).screen).toBe('hint/password');
  }
});

test('an update that a messenger repeats is answered once', async () => {
  const chat = await talks.linked('petrova');
  const incoming = { from: chat.from, key: 'the same', text: 'отметки' };
  const queries = await school.countQueries(async () => {
    const [first, again] = await Promise.all([talks.bot.answer(incoming), talks.bot.answer(incoming)]);
    expect(again).toBe(first);
  });
  expect(await school.countQueries(() => talks.bot.answer(incoming))).toBe(0);
  expect(queries).toBeLessThan(20);
});

test('two presses at once are both answered', async () => {
  const chat = await talks.linked('petrova');
  const both = await Promise.all([chat.press('marks/week'), chat.press('marks/today')]);
  expect(both.map(({ screen }) => screen)).toEqual(['marks/week', 'marks/today']);
});

test('an old or forged button gets a sensible answer', async () => {
  const chat = await talks.linked('petrova');
  for (const button of [
    '',
    'no/such/screen',
    'marks/week x',
    'marks/day 1 2026-02-30',
    'marks/today 99999999999',
    'child 0',
    'document 1',
  ]) {
    const gone = await chat.press(button);
    expect([button, gone.screen]).toEqual([button, 'gone']);
    expect(gone.labels).toEqual(['В меню']);
  }
  expect(talks.faults).toEqual([]);
});

test('a fault of ours is logged under the number the person sees', async () => {
  const broken = openConversations({ ...school, press: { ...school.press, screen: brokenScreen } });
  const chat = await talks.linked('petrova');
  const answer = await broken.bot.answer({ from: chat.from, key: 'fault', text: 'меню' });
  const [logged] = broken.faults as { number: string; err: Error }[];
  expect(answer.screen).toBe('fault');
  expect(answer.text).toContain(logged!.number);
  expect(answer.text).not.toContain('ink has run out');

  function brokenScreen(name: string, view: object) {
    if (name === 'bot/start') throw new Error('ink has run out');
    return school.press.screen(name, view);
  }
});

test('a sticker, an emoji and a novel get a short hint with buttons', async () => {
  const chat = await talks.linked('petrova');
  for (const text of ['', '😀', 'ы'.repeat(5000), '\u0000\ud800']) {
    const answer = await chat.say(text);
    expect(answer.screen).toBe('hint/nonsense');
    expect(answer.labels).toContain('Сегодня');
  }
  expect(talks.faults).toEqual([]);
});
