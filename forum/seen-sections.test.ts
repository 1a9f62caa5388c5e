import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffRoles } from '#school/actor.ts';
import { may } from '#school/permissions.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { hideReply, restoreReply } from './moderation/hide-reply.ts';
import { moderationLog } from './moderation/log.ts';
import { moveTopic } from './moderation/move-topic.ts';
import { pinTopic } from './moderation/pin-topic.ts';
import { splitTopic } from './moderation/split-topic.ts';
import { postTopic } from './post-topic.ts';
import { reply } from './reply.ts';
import { forumAuthors, searchForum } from './search.ts';
import { sections } from './sections.ts';
import { seenTopic } from './seen-topic.ts';
import { topic } from './topic.ts';
import { newInForum, topics } from './topics.ts';
import { unreadTopicCount } from './unread.ts';
import { replyPlace } from './where-now.ts';

const staff = ['sokolova', 'morozov', 'kuznetsov', 'ivanova', 'orlova', 'volkov', 'fedorova'];
const families = ['petrova', 'smirnov', 'kozlova', 'masha', 'belova'];

/** A section for each role, for some together, for all; in the last one the director alone writes. */
const made = [
  ...staffRoles.map(role => ({ key: `for-${role}`, readers: [role] as string[], writers: ['staff'] })),
  { key: 'for-heads', readers: ['director', 'deputy'], writers: ['staff'] },
  { key: 'for-those-with-a-class', readers: ['class-teacher', 'registrar'], writers: ['registrar'] },
  { key: 'word-of-the-director', readers: ['staff'], writers: ['director'] },
];

let school: TestSchool;
const opened = new Map<string, { topicId: number; replyId: number }>();
beforeAll(async () => {
  school = await openTestSchool();
  for (const [index, { key, readers, writers }] of made.entries()) {
    await query(
      school,
      `insert into section (key, name, description, position, readers, writers)
       values (:key, :key, 'Для своих', :position, :readers::text[], :writers::text[]) returning id`,
      { key, position: 20 + index, readers: `{${readers}}`, writers: `{${writers}}` },
    );
    // Written by somebody who is no more of the staff: nobody of the cast is its author.
    const [row] = await query<{ topicId: number; replyId: number }>(
      school,
      `with author as (select min(p.id) as id from person p where p.login not in (select unnest(:cast::text[]))),
        t as (insert into topic (kind, section_id, title, author_id, at, reply_count, last_reply_at, last_reply_by_id)
          select 'talk', (select id from section where key = :key), 'Тайнопись ' || :key, id, :at, 1, :at, id from author
          returning id, author_id)
       insert into reply (topic_id, number, author_id, text, at) select id, 1, author_id, 'Тайнопись', :at from t
       returning topic_id as "topicId", id as "replyId"`,
      { key, cast: `{${[...staff, ...families]}}`, at: new Date(school.world.now().getTime() - 60_000) },
    );
    opened.set(key, row!);
  }
});
afterAll(() => school.close());

const isNot = (kind: string) => (error: { kind?: string }) => {
  if (error.kind === kind) return null;
  throw error;
};

describe('a section', () => {
  test.each(staff)('and what stands in it is for %s exactly where the charter says so', async login => {
    const ours = new Set(made.map(({ key }) => key));
    const allowed = await school.as(login, async act =>
      made.filter(section => may(act.by, 'readSection', section)).map(({ key }) => key),
    );
    const writable = await school.as(login, async act =>
      made.filter(section => may(act.by, 'writeInSection', section)).map(({ key }) => key),
    );
    const listed = await school.as(login, sections);
    expect(listed.map(({ key }) => key).filter(key => ours.has(key))).toEqual(allowed);
    expect(listed.filter(one => ours.has(one.key) && one.mayWrite).map(({ key }) => key)).toEqual(writable);
    expect(listed.filter(({ key }) => ours.has(key)).every(one => one.topics === 1 && one.unread === 1)).toBe(true);

    const keysOf = (lines: readonly { section: { key: string } }[]) =>
      lines
        .map(({ section }) => section.key)
        .filter(key => ours.has(key))
        .sort();
    const sorted = [...allowed].sort();
    expect(keysOf((await school.as(login, act => topics(act))).topics)).toEqual(sorted);
    expect(keysOf(await school.as(login, act => newInForum(act, 1000)))).toEqual(sorted);
    expect(keysOf((await school.as(login, act => searchForum(act, { q: 'тайнопись' }))).found)).toEqual(sorted);
    expect(await school.as(login, unreadTopicCount)).toBe(listed.reduce((sum, { unread }) => sum + unread, 0));

    for (const { key } of made) {
      const { topicId, replyId } = opened.get(key)!;
      const asked = [
        () => school.as(login, act => topic(act, topicId)),
        () => school.as(login, act => topics(act, { section: key })),
        () => school.as(login, act => seenTopic(act, topicId, 'talk').then(() => true)),
        () => school.as(login, act => replyPlace(act, replyId)),
      ];
      for (const ask of asked) expect((await ask().catch(isNot('not-found'))) !== null).toBe(allowed.includes(key));
      const view = allowed.includes(key) ? await school.as(login, act => topic(act, topicId)) : null;
      expect(view?.mayReply ?? false).toBe(writable.includes(key));
    }
  });

  test.each(families)('is for none of the families: not for %s', async login => {
    const { topicId, replyId } = opened.get('word-of-the-director')!;
    for (const ask of [
      () => school.as(login, act => topic(act, topicId)),
      () => school.as(login, act => replyPlace(act, replyId)),
      () => school.as(login, sections),
    ]) {
      await expect(ask()).rejects.toMatchObject({ kind: 'not-found' });
    }
  });

  test('where only the director writes takes nothing from others, who read it', async () => {
    const { topicId } = opened.get('word-of-the-director')!;
    const typed = { section: 'word-of-the-director', title: 'Своё слово', text: 'Текст' };
    await expect(school.as('ivanova', act => postTopic(act, typed))).rejects.toMatchObject({
      kind: 'not-allowed',
      reason: 'not-allowed/writeInSection',
    });
    await expect(school.as('ivanova', act => reply(act, topicId, { text: 'Да' }))).rejects.toMatchObject({
      kind: 'not-allowed',
    });
    expect(await school.as('sokolova', act => postTopic(act, typed))).toBeGreaterThan(0);
  });

  test('that is not seen takes nothing either, and is not named', async () => {
    const { topicId, replyId } = opened.get('for-director')!;
    const typed = { section: 'for-director', title: 'Своё слово', text: 'Текст' };
    await expect(school.as('morozov', act => postTopic(act, typed))).rejects.toMatchObject({
      kind: 'invalid',
      field: 'section',
    });
    for (const deed of [
      () => school.as('morozov', act => reply(act, topicId, { text: 'Да' })),
      () => school.as('morozov', act => pinTopic(act, topicId, { pinned: true, reason: 'Важно' })),
      () => school.as('morozov', act => hideReply(act, replyId, { reason: 'Лишнее' })),
    ]) {
      await expect(deed()).rejects.toMatchObject({ kind: 'not-found' });
    }
    await school.as('sokolova', act => pinTopic(act, topicId, { pinned: true, reason: 'Важно' }));
    const pins = async (login: string) =>
      (await school.as(login, act => moderationLog(act))).lines.filter(line => line.topic!.id === topicId);
    expect([(await pins('sokolova')).length, (await pins('morozov')).length]).toEqual([1, 0]);
  });

  test('that Волков does not see tells him nothing more, though he took part before the topic was moved', async () => {
    const typed = { section: 'free', title: 'Зарплаты', text: 'Обсудим?' };
    const id = await school.as('sokolova', act => postTopic(act, typed));
    for (const login of ['volkov', 'morozov']) await school.as(login, act => reply(act, id, { text: 'Да' }));
    await school.as('sokolova', act => moveTopic(act, id, { section: 'for-heads', reason: 'Не для всех' }));
    await school.as('sokolova', act => reply(act, id, { text: 'Только нам' }));
    const told = await query<{ login: string }>(
      school,
      `select p.login from notice n join person p on p.id = n.reader_id
       where n.subject = :subject and n.facts->>'excerpt' = 'Только нам'`,
      { subject: `topic:${id}` },
    );
    expect(told).toEqual([{ login: 'morozov' }]);
    // What was told before the move says no more to him either, on the site and in the digest that waits.
    const toldOfThird = () =>
      query<{ login: string; excerpt: string }>(
        school,
        `select p.login, n.facts->>'excerpt' as excerpt from notice n join person p on p.id = n.reader_id
         where n.subject = :subject and n.facts->>'number' = '3' order by p.login`,
        { subject: `topic:${id}` },
      );
    const kept = [
      { login: 'sokolova', excerpt: 'Да' },
      { login: 'volkov', excerpt: '' },
    ];
    expect(await toldOfThird()).toEqual(kept);
    const { replies } = await school.as('sokolova', act => topic(act, id, { page: 1 }));
    await school.as('sokolova', act => hideReply(act, replies[2]!.id, { reason: 'Лишнее' }));
    await school.as('sokolova', act => restoreReply(act, replies[2]!.id, { reason: 'Нужное' }));
    expect(await toldOfThird()).toEqual(kept);
    const names = (await school.as('volkov', forumAuthors)).map(({ name }) => name);
    expect(names).toContain('Волков Д. О.');
  });

  test('into which words have been moved keeps them from quotes elsewhere', async () => {
    const typed = { section: 'free', title: 'Цитаты', text: 'Обсудим?' };
    const id = await school.as('sokolova', act => postTopic(act, typed));
    const said = await school.as('morozov', act => reply(act, id, { text: 'Сумма премии' }));
    await school.as('sokolova', act => reply(act, id, { text: 'Не здесь', quotes: said.id }));
    const apart = await school.as('sokolova', act =>
      splitTopic(act, id, { replies: [said.id], title: 'Премии', reason: 'Не для всех' }),
    );
    await school.as('sokolova', act => moveTopic(act, apart, { section: 'for-heads', reason: 'Не для всех' }));
    const quoteFor = async (login: string) => (await school.as(login, act => topic(act, id))).replies[1]!.quotes;
    expect(await quoteFor('volkov')).toMatchObject({ text: '', hidden: true });
    expect(await quoteFor('morozov')).toMatchObject({ text: 'Сумма премии', hidden: false });
  });
});
