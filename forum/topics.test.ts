import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { postTopic } from './post-topic.ts';
import { readTopic } from './read-topic.ts';
import { reply } from './reply.ts';
import { sections } from './sections.ts';
import { newInForum, topics } from './topics.ts';
import { unreadTopicCount } from './unread.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const open = async (login: string, section: string, title: string) => {
  school.world.pass(10_000);
  return school.as(login, act => postTopic(act, { section, title, text: 'Обсудим?' }));
};
const answer = async (login: string, topicId: number) => {
  school.world.pass(10_000);
  return school.as(login, act => reply(act, topicId, { text: 'Да.' }));
};

test('the list stands by newest activity and says who spoke last', async () => {
  const older = await open('orlova', 'methods', 'Старая');
  const newer = await open('ivanova', 'methods', 'Новая');
  const list = () => school.as('volkov', act => topics(act, { section: 'methods' }));
  expect((await list()).topics.slice(0, 2).map(({ id }) => id)).toEqual([newer, older]);
  await answer('morozov', older);
  const [first, second] = (await list()).topics;
  expect(first).toMatchObject({
    id: older,
    title: 'Старая',
    author: 'Орлова М. А.',
    section: { key: 'methods' },
    answers: 1,
    lastReply: { by: 'Морозов А. П.', at: school.world.now(), number: 2 },
    unread: 2,
    firstUnread: 1,
  });
  expect(second).toMatchObject({ id: newer, answers: 0, lastReply: { by: 'Иванова Н. П.' }, unread: 1 });
});

test('the list of one section holds no other, the whole list holds all', async () => {
  const id = await open('orlova', 'free', 'Чай');
  const ids = async (section?: string) =>
    (await school.as('volkov', act => topics(act, section ? { section } : {}))).topics.map(line => line.id);
  expect(await ids('free')).toContain(id);
  expect(await ids('journal')).not.toContain(id);
  expect(await ids()).toContain(id);
  await expect(ids('nowhere')).rejects.toMatchObject({ kind: 'not-found' });
});

test('what is new for Фёдорова is on her first page, until she has read it', async () => {
  const id = await open('orlova', 'journal', 'Свежая тема');
  const news = () => school.as('fedorova', newInForum);
  const first = await news();
  expect(first[0]).toMatchObject({ id, title: 'Свежая тема', unread: 1, firstUnread: 1 });
  expect(first.length).toBeLessThanOrEqual(5);
  expect(first.every(({ unread }) => unread > 0)).toBe(true);
  await school.as('fedorova', act => readTopic(act, id, 1));
  expect((await news()).map(line => line.id)).not.toContain(id);
});

test('the figure on the navigation is the sum over the sections and the number of unread lines', async () => {
  const count = await school.as('volkov', unreadTopicCount);
  const bySection = (await school.as('volkov', sections)).reduce((sum, { unread }) => sum + unread, 0);
  const everything = await school.as('volkov', act => newInForum(act, 1000));
  expect([bySection, everything.length]).toEqual([count, count]);
  expect(count).toBeGreaterThan(0);
});

test('thirty topics stand on a page; the query count does not grow with them', async () => {
  const list = (page?: number) => school.as('volkov', act => topics(act, page ? { page } : {}));
  const logins = ['orlova', 'ivanova', 'morozov', 'sokolova'];
  const section = 'management';
  const one = await school.countQueries(() => school.as('volkov', act => topics(act, { section })));
  for (let number = 0; number < 32; number++) await open(logins[number % 4]!, section, `Тема ${number}`);
  const thirty = await school.countQueries(() => school.as('volkov', act => topics(act, { section })));
  expect(thirty).toBe(one);

  const [first, second, last] = [await list(), await list(2), await list(1000)];
  expect(first.topics).toHaveLength(30);
  expect(first.pages).toBe(Math.ceil(first.total / 30));
  expect(second.page).toBe(2);
  expect(last.page).toBe(first.pages);
  const shown = new Set([...first.topics, ...second.topics].map(({ id }) => id));
  expect(shown.size).toBe(30 + second.topics.length);
});

test.each(['petrova', 'masha'])('there is no list for %s', async login => {
  await expect(school.as(login, act => topics(act))).rejects.toMatchObject({ kind: 'not-found' });
  await expect(school.as(login, newInForum)).rejects.toMatchObject({ kind: 'not-found' });
});
