import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuePaperCode } from '#school/link-codes.ts';
import { type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { listen, roundOf, tellPerson } from '#test/tellings.ts';

let school: TestSchool;
let talks: Conversations;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
});
afterAll(() => school.close());

test('a chat linked just now hears nothing of what was told before, and one summary of the week when asked', async () => {
  const petrova = await school.person('petrova');
  const facts = { givenName: 'Мария', subject: 'Музыка', dueOn: null, homework: 'Песня', old: null };
  await tellPerson(school, petrova, {
    kind: 'chat-linked',
    subject: 'chat:1',
    facts: { messenger: 'telegram', at: school.world.now() },
  });
  const [web, telegram] = [listen(school, 'web'), listen(school, 'telegram')];
  await roundOf(school, [web, telegram])();
  expect(web.of(petrova)).toHaveLength(1);

  const chat = talks.stranger('501');
  const { code } = await school.as('petrova', act => issuePaperCode(act, petrova));
  const linked = await chat.say(`/start ${code}`);
  expect(linked.words).toContain('Прежние новости сюда не придут');
  await tellPerson(school, petrova, {
    kind: 'reply',
    subject: 'topic:1',
    facts: { ...facts, author: 'Иванова', title: 'Кружок', excerpt: 'Да', number: 2, quoted: false, topicId: 1 },
  });
  await roundOf(school, [web, telegram])();
  expect(telegram.of('501').some(text => text.includes('Кружок'))).toBe(true);
  expect(telegram.of('501')).toHaveLength(2);

  const news = await chat.choose('Что нового');
  expect(news.words).toMatch(/^Что нового за неделю\n\nИван, 2А\nОтметки: /);
  expect(news.words).toContain('Мария, 5Б');
  expect(news.words).toMatch(/Задано на 25.ноября: /);
  expect(news.labels).toEqual(['Иван: неделя', 'Мария: неделя', 'Что и\u00a0когда сообщать', 'Меню']);
});

test('staff without children are not offered it', async () => {
  const volkov = await talks.linked('volkov');
  expect((await volkov.press('start')).labels).not.toContain('Что нового');
  expect((await volkov.press('start/news')).screen).toBe('gone');
});
