import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { editReply } from './edit-reply.ts';
import { hideReply } from './moderation/hide-reply.ts';
import { postTopic } from './post-topic.ts';
import { reply } from './reply.ts';
import { replyHistory } from './reply-history.ts';

let school: TestSchool;
let topicId: number;
beforeAll(async () => {
  school = await openTestSchool();
  const opening = { section: 'teaching', title: 'Олимпиада', text: 'Кто дежурит?' };
  topicId = await school.as('orlova', act => postTopic(act, opening));
});
afterAll(() => school.close());

const answer = async (text: string) => (await school.as('ivanova', act => reply(act, topicId, { text }))).id;
const edit = (id: number, text: string, version: number) =>
  school.as('ivanova', act => editReply(act, id, { text, version }));
const history = (login: string, id: number) => school.as(login, act => replyHistory(act, id));

test('Волков reads what Иванова wrote at first, then, and now, each with its time', async () => {
  const first = school.world.now();
  const id = await answer('Я');
  school.world.pass(60_000);
  const second = school.world.now();
  await edit(id, 'Я и Волков', 1);
  await edit(id, 'Я и Волков', 2);
  school.world.pass(60_000);
  await edit(id, 'Только Волков', 2);
  const by = 'Иванова Н. П.';
  expect(await history('volkov', id)).toEqual({
    topic: { id: topicId, title: 'Олимпиада', section: 'teaching' },
    number: 2,
    versions: [
      { version: 3, by, at: school.world.now(), text: 'Только Волков', files: [] },
      { version: 2, by, at: second, text: 'Я и Волков', files: [] },
      { version: 1, by, at: first, text: 'Я', files: [] },
    ],
  });
});

test('a reply never edited has one version', async () => {
  const id = await answer('Сразу верно');
  expect((await history('volkov', id)).versions).toMatchObject([{ version: 1, text: 'Сразу верно' }]);
});

test('of a hidden reply the history is hidden too, but not from its author and who keeps order', async () => {
  const id = await answer('Черновое');
  await edit(id, 'Чистовое', 1);
  await school.as('morozov', act => hideReply(act, id, { reason: 'Не по теме' }));
  expect((await history('ivanova', id)).versions).toHaveLength(2);
  expect((await history('kuznetsov', id)).versions).toHaveLength(2);
  await expect(history('volkov', id)).rejects.toMatchObject({ kind: 'not-found' });
});

test('is not there for families, and of a letter for nobody', async () => {
  const id = await answer('Для своих');
  await expect(history('petrova', id)).rejects.toMatchObject({ kind: 'not-found' });
  const [part] = await school.orm.em
    .fork()
    .execute(
      `select p.id from reply p join topic t on t.id = p.topic_id where t.kind = 'letter' order by p.id limit 1`,
    );
  await expect(history('sokolova', part!.id)).rejects.toMatchObject({ kind: 'not-found' });
});

test('asks as many queries for five versions as for one', async () => {
  const [once, often] = [await answer('Раз'), await answer('Много раз')];
  for (let version = 1; version <= 4; version++) await edit(often, `Текст ${version}`, version);
  const ofOnce = await school.countQueries(() => history('volkov', once));
  expect(await school.countQueries(() => history('volkov', often))).toBe(ofOnce);
});
