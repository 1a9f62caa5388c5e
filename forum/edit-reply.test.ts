import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { editReply } from './edit-reply.ts';
import { postTopic } from './post-topic.ts';
import { ownReply } from './replies.ts';
import { reply } from './reply.ts';

let school: TestSchool;
let topicId: number;
beforeAll(async () => {
  school = await openTestSchool();
  const opening = { section: 'teaching', title: 'Олимпиада', text: 'Кто дежурит?' };
  topicId = await school.as('orlova', act => postTopic(act, opening));
});
afterAll(() => school.close());

const answer = async (text: string) => (await school.as('ivanova', act => reply(act, topicId, { text }))).id;
const edit = (login: string, id: number, text: string, version: number) =>
  school.as(login, act => editReply(act, id, { text, version }));
const own = (id: number) => school.as('ivanova', act => ownReply(act, id));

test('Иванова changes her own answer, and it is marked', async () => {
  const id = await answer('Я');
  expect(await own(id)).toMatchObject({ version: 1, editedAt: null, topic: { id: topicId, title: 'Олимпиада' } });
  school.world.pass(60_000);
  await edit('ivanova', id, 'Дежурю я', 1);
  expect(await own(id)).toMatchObject({ text: 'Дежурю я', version: 2, editedAt: school.world.now() });
});

test('saving the same text marks nothing', async () => {
  const id = await answer('Как есть');
  await edit('ivanova', id, 'Как есть\n', 1);
  expect(await own(id)).toMatchObject({ version: 1, editedAt: null });
});

test('the words of another are not changed, by the director neither', async () => {
  const id = await answer('Моё');
  for (const login of ['orlova', 'sokolova']) {
    await expect(edit(login, id, 'Чужое', 1)).rejects.toMatchObject({ kind: 'not-allowed' });
  }
  await expect(edit('petrova', id, 'Чужое', 1)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(edit('ivanova', 1_000_000, 'Ничьё', 1)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await own(id)).toMatchObject({ text: 'Моё' });
});

test('of two editors the second is told, and the first text stays', async () => {
  const id = await answer('Начало');
  const tries = await Promise.allSettled([
    edit('ivanova', id, 'С телефона', 1),
    edit('ivanova', id, 'С компьютера', 1),
  ]);
  const refused = tries.filter(one => one.status === 'rejected').map(one => one.reason);
  expect(refused).toMatchObject([{ kind: 'conflict', reason: 'reply-conflict', field: 'text' }]);
  const accepted = tries[0]!.status === 'fulfilled' ? 'С телефона' : 'С компьютера';
  expect(await own(id)).toMatchObject({ text: accepted, version: 2 });
  await edit('ivanova', id, 'Сведено вместе', 2);
  expect(await own(id)).toMatchObject({ text: 'Сведено вместе', version: 3 });
});

test('an empty text is refused', async () => {
  const id = await answer('Есть');
  await expect(edit('ivanova', id, ' ', 1)).rejects.toMatchObject({ kind: 'invalid', field: 'text' });
});
