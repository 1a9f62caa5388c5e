import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { postTopic } from '../post-topic.ts';
import { readTopic } from '../read-topic.ts';
import { reply } from '../reply.ts';
import { topic } from '../topic.ts';
import { topics } from '../topics.ts';
import { unreadTopicCount } from '../unread.ts';
import { mergedInto, replyPlace } from '../where-now.ts';
import { mergeTopic } from './merge-topic.ts';
import { splitTopic } from './split-topic.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const reason = 'Это две разные темы';
const open = async (login: string, title: string) => {
  school.world.pass(60_000);
  return school.as(login, act => postTopic(act, { section: 'teaching', title, text: `${title}: 1` }));
};
const answer = async (login: string, topicId: number, text: string) => {
  school.world.pass(60_000);
  return (await school.as(login, act => reply(act, topicId, { text }))).id;
};
const seen = (login: string, id: number) => school.as(login, act => topic(act, id, { page: 1 }));
const read = (login: string, id: number, upTo: number) => school.as(login, act => readTopic(act, id, upTo));
const said = async (id: number) => (await seen('sokolova', id)).replies.map(({ number, text }) => `${number} ${text}`);
const unread = async (login: string, id: number) =>
  (await seen(login, id)).replies.filter(one => one.unread).map(({ text }) => text);

describe('a topic split by Морозов', () => {
  test('keeps its order in both halves, the numbers without gaps, the counters and the readings right', async () => {
    const id = await open('orlova', 'Экзамен');
    const ids: number[] = [];
    for (const [index, login] of ['ivanova', 'volkov', 'ivanova', 'kuznetsov'].entries()) {
      ids.push(await answer(login, id, `ответ ${index + 2}`));
    }
    // Фёдорова has read three of five; Соколова all; Морозов nothing.
    await read('fedorova', id, 3);
    await read('sokolova', id, 5);
    const before = await school.as('fedorova', unreadTopicCount);
    const made = await school.as('morozov', act =>
      splitTopic(act, id, { replies: [ids[3]!, ids[0]!, ids[1]!], title: 'Дежурные на экзамене', reason }),
    );

    expect(await said(id)).toEqual(['1 Экзамен: 1', '2 ответ 4']);
    expect(await said(made)).toEqual(['1 ответ 2', '2 ответ 3', '3 ответ 5']);
    expect(await seen('volkov', made)).toMatchObject({
      title: 'Дежурные на экзамене',
      author: 'Иванова Н. П.',
      section: { key: 'teaching' },
      replyCount: 3,
    });
    const list = (await school.as('volkov', act => topics(act, { section: 'teaching' }))).topics;
    expect(list.find(one => one.id === id)).toMatchObject({
      answers: 1,
      lastReply: { by: 'Иванова Н. П.', number: 2 },
    });
    expect(list.find(one => one.id === made)).toMatchObject({
      answers: 2,
      lastReply: { by: 'Кузнецов И. С.', number: 3 },
    });

    expect([await unread('fedorova', id), await unread('fedorova', made)]).toEqual([['ответ 4'], ['ответ 5']]);
    expect(await school.as('fedorova', unreadTopicCount)).toBe(before + 1);
    expect([await unread('sokolova', id), await unread('sokolova', made)]).toEqual([[], []]);
    expect(await unread('morozov', made)).toEqual(['ответ 2', 'ответ 3', 'ответ 5']);
    expect(await school.as('volkov', act => replyPlace(act, ids[3]!))).toEqual({ topicId: made, number: 3 });
    expect(await answer('volkov', id, 'ответ 6')).toBeGreaterThan(0);
    expect(await said(id)).toEqual(['1 Экзамен: 1', '2 ответ 4', '3 ответ 6']);
  });

  test('may lose its opening: the next reply opens it and its author is the author', async () => {
    const id = await open('orlova', 'Начало');
    await answer('ivanova', id, 'второй');
    const opening = (await seen('orlova', id)).replies[0]!.id;
    const made = await school.as('morozov', act =>
      splitTopic(act, id, { replies: [opening], title: 'Отделено', reason }),
    );
    expect(await seen('volkov', id)).toMatchObject({ author: 'Иванова Н. П.', replyCount: 1 });
    expect(await seen('volkov', made)).toMatchObject({ author: 'Орлова М. А.', replyCount: 1 });
  });

  test('needs some of its own replies, not all, a title and a reason', async () => {
    const id = await open('orlova', 'Неделимое');
    const second = await answer('ivanova', id, 'второй');
    const opening = (await seen('orlova', id)).replies[0]!.id;
    const split = (login: string, replies: number[], title = 'Новая', why = reason) =>
      school.as(login, act => splitTopic(act, id, { replies, title, reason: why }));
    await expect(split('morozov', [])).rejects.toMatchObject({ field: 'replies', reason: 'forum/split-none' });
    const other = (await seen('orlova', await open('orlova', 'Другая'))).replies[0]!.id;
    await expect(split('morozov', [other])).rejects.toMatchObject({ reason: 'forum/split-none' });
    await expect(split('morozov', [opening, second])).rejects.toMatchObject({ reason: 'forum/split-all' });
    await expect(split('morozov', [second], 'Н')).rejects.toMatchObject({ field: 'title' });
    await expect(split('morozov', [second], 'Новая', '')).rejects.toMatchObject({ field: 'reason' });
    await expect(split('ivanova', [second])).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(split('petrova', [second])).rejects.toMatchObject({ kind: 'not-found' });
    expect((await seen('orlova', id)).replyCount).toBe(2);
  });
});

describe('a topic merged by Соколова into another', () => {
  test('gives its replies in the order of time; nothing unread is lost; the old address leads on', async () => {
    const a = await open('orlova', 'Мел');
    const b = await open('ivanova', 'Доска');
    const a2 = await answer('ivanova', a, 'Мел: 2');
    await answer('orlova', b, 'Доска: 2');
    await answer('kuznetsov', a, 'Мел: 3');
    // Волков has read all of Доска and one of Мел; Фёдорова all of both; Морозов neither.
    await read('volkov', b, 2);
    await read('volkov', a, 1);
    await read('fedorova', a, 3);
    await read('fedorova', b, 2);
    const merge = () => school.as('sokolova', act => mergeTopic(act, a, { into: b, reason }));
    await merge();

    expect(await said(b)).toEqual(['1 Мел: 1', '2 Доска: 1', '3 Мел: 2', '4 Доска: 2', '5 Мел: 3']);
    expect(await seen('volkov', b)).toMatchObject({ title: 'Доска', replyCount: 5, readUpTo: 2 });
    expect(await unread('volkov', b)).toEqual(['Мел: 2', 'Доска: 2', 'Мел: 3']);
    expect(await unread('fedorova', b)).toEqual([]);
    expect((await seen('morozov', b)).firstUnread).toBe(1);
    await expect(seen('volkov', a)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await school.as('volkov', act => mergedInto(act, a))).toBe(b);
    expect(await school.as('volkov', act => replyPlace(act, a2))).toEqual({ topicId: b, number: 3 });
    const view = await school.as('volkov', act => topics(act, {}));
    expect(view.topics.map(line => line.id)).not.toContain(a);
    const all = await school.orm.em
      .fork()
      .execute(`select count(*)::int as n from topic where kind = 'talk' and merged_into_id is null`);
    expect(view.total).toBe(all[0]!.n);
    await expect(merge()).rejects.toMatchObject({ kind: 'not-found' });

    // Who wrote in the old window meanwhile is heard in the new place.
    expect(await school.as('volkov', act => reply(act, a, { text: 'Мел: 4' }))).toMatchObject({
      topicId: b,
      number: 6,
    });
    const c = await open('orlova', 'Губка');
    await school.as('sokolova', act => mergeTopic(act, b, { into: c, reason }));
    expect(await school.as('volkov', act => mergedInto(act, a))).toBe(c);
    expect((await said(c)).map(line => line.split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  test('must be another one that is there, and the deed is not for teachers', async () => {
    const a = await open('orlova', 'Одна');
    const b = await open('orlova', 'Вторая');
    const [letter] = await school.orm.em.fork().execute(`select id from topic where kind = 'letter' limit 1`);
    const merge = (login: string, into: number, why = reason) =>
      school.as(login, act => mergeTopic(act, a, { into, reason: why }));
    await expect(merge('sokolova', a)).rejects.toMatchObject({ reason: 'forum/merge-itself', field: 'into' });
    await expect(merge('sokolova', letter!.id)).rejects.toMatchObject({ reason: 'forum/merge-target', field: 'into' });
    await expect(merge('sokolova', 1_000_000)).rejects.toMatchObject({ reason: 'forum/merge-target' });
    await expect(merge('sokolova', b, '')).rejects.toMatchObject({ field: 'reason' });
    await expect(merge('ivanova', b)).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(merge('petrova', b)).rejects.toMatchObject({ kind: 'not-found' });
    expect((await seen('orlova', a)).replyCount).toBe(1);
  });

  test('each into the other at once: one deed wins, and no reply is lost', async () => {
    const a = await open('orlova', 'Лево');
    const b = await open('orlova', 'Право');
    const tries = await Promise.allSettled([
      school.as('sokolova', act => mergeTopic(act, a, { into: b, reason })),
      school.as('morozov', act => mergeTopic(act, b, { into: a, reason })),
    ]);
    const refused = tries.filter(one => one.status === 'rejected').map(one => one.reason.kind);
    expect(refused).toHaveLength(1);
    expect(['not-found', 'invalid']).toContain(refused[0]);
    expect(await said(tries[0]!.status === 'fulfilled' ? b : a)).toHaveLength(2);
  });

  test('while Волков opens that one for the first time: neither waits for the other for ever', async () => {
    const a = await open('orlova', 'Парты');
    const b = await open('orlova', 'Стулья');
    await read('volkov', a, 1);
    let reading: Promise<void> | undefined;
    const waiting = () =>
      query(school, `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    await school.as('sokolova', async act => {
      await act.em.execute('select from topic where id in (?, ?) order by id for update', [a, b]);
      reading = read('volkov', b, 1);
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5000 });
      return mergeTopic(act, a, { into: b, reason });
    });
    await reading;
    expect((await seen('volkov', b)).readUpTo).toBe(1);
  });
});
