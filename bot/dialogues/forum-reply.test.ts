import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeTopic } from '#forum/moderation/close-topic.ts';
import { splitTopic } from '#forum/moderation/split-topic.ts';
import { postTopic } from '#forum/post-topic.ts';
import { topic } from '#forum/topic.ts';
import { type Conversation, type Conversations, openConversations } from '#test/conversation.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let talks: Conversations;
let ivanova: Conversation;
let opening: number;
let topicId: number;
beforeAll(async () => {
  school = await openTestSchool();
  talks = openConversations(school);
  ivanova = await talks.linked('ivanova');
});
beforeEach(async () => {
  school.world.pass(120_000);
  const typed = { section: 'teaching', title: 'Диктант', text: 'Кто поможет?' };
  topicId = await school.as('orlova', act => postTopic(act, typed));
  opening = (await school.as('orlova', act => topic(act, topicId))).replies[0]!.id;
});
afterAll(() => school.close());

const words = async (id = topicId) =>
  (await school.as('orlova', act => topic(act, id))).replies.map(one => `${one.author.name}: ${one.text}`);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('«Ответить» asks for the words, and what is sent next stands in the topic', async () => {
  const asked = await ivanova.press(`forum/answer ${opening}`);
  expect(plain(asked.words)).toContain('Тема «Диктант»');
  const sent = await ivanova.say('Помогу.\nВ четверг.');
  expect(plain(sent.words)).toContain('Ответ опубликован в теме «Диктант».');
  expect(await words()).toEqual(['Орлова М. А.: Кто поможет?', 'Иванова Н. П.: Помогу.\nВ четверг.']);
  await ivanova.say('отметки');
  expect(await words()).toHaveLength(2);
});

test('«Отмена» posts nothing; something else asked for in between keeps the question', async () => {
  await ivanova.press(`forum/answer ${opening}`);
  await ivanova.say('отмена');
  expect(await words()).toHaveLength(1);
  await ivanova.press(`forum/answer ${opening}`);
  const aside = await ivanova.press('board');
  expect(plain(aside.words)).toContain('Ответ на форум ещё не написан.');
});

test('a closed topic is named as such before the words are written, and when they come', async () => {
  await ivanova.press(`forum/answer ${opening}`);
  await school.as('morozov', act => closeTopic(act, topicId, { closed: true, reason: 'Решили' }));
  expect((await ivanova.say('А всё же')).words).toContain('закрыта');
  expect((await ivanova.press(`forum/answer ${opening}`)).words).toContain('закрыта');
  expect(await words()).toHaveLength(1);
});

test('goes where the reply stands after the topic was split', async () => {
  await ivanova.press(`forum/answer ${opening}`);
  await ivanova.say('О другом');
  const { replies } = await school.as('orlova', act => topic(act, topicId));
  const other = await school.as('morozov', act =>
    splitTopic(act, topicId, { replies: [replies[1]!.id], title: 'О другом', reason: 'Отдельная тема' }),
  );
  await ivanova.press(`forum/answer ${replies[1]!.id}`);
  await ivanova.say('Продолжу здесь');
  expect(await words(other)).toEqual(['Иванова Н. П.: О другом', 'Иванова Н. П.: Продолжу здесь']);
});

test('tells who will not see their name', async () => {
  await query(
    school,
    `update section set readers = '{class-teacher}', writers = '{class-teacher}' where key = 'teaching' returning id`,
  );
  await ivanova.press(`forum/answer ${opening}`);
  const { words: said } = await ivanova.say('Спросим @volkov');
  expect(plain(said)).toContain('Не увидит упоминания: Волков Д. О.');
  await query(
    school,
    `update section set readers = '{staff}', writers = '{director}' where key = 'teaching' returning id`,
  );
  expect((await ivanova.press(`forum/answer ${opening}`)).screen).toBe('refused');
  await query(school, `update section set writers = '{staff}' where key = 'teaching' returning id`);
});

test('is nobody’s but the staff’s', async () => {
  const petrova = await talks.linked('petrova');
  expect((await petrova.press(`forum/answer ${opening}`)).screen).toBe('gone');
  expect((await petrova.press(`forum/thread ${opening}`)).screen).toBe('gone');
});

test('«Открыть» shows the last replies with names in words', async () => {
  await ivanova.press(`forum/answer ${opening}`);
  await ivanova.say('Зову @volkov');
  const shown = await ivanova.press(`forum/thread ${opening}`);
  expect(plain(shown.words)).toContain('Зову @Волков Д. О.');
  expect(shown.words).not.toContain('person');
});
