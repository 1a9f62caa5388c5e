import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { editReply } from '../edit-reply.ts';
import { postTopic } from '../post-topic.ts';
import { ownReply, quotable } from '../replies.ts';
import { reply } from '../reply.ts';
import { searchForum } from '../search.ts';
import { sections } from '../sections.ts';
import { topic } from '../topic.ts';
import { topics } from '../topics.ts';
import { closeTopic } from './close-topic.ts';
import { hideReply, restoreReply } from './hide-reply.ts';
import { moderationLog } from './log.ts';
import { moveTopic } from './move-topic.ts';
import { pinTopic } from './pin-topic.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const open = async (title: string, text = 'Обсудим?') => {
  school.world.pass(20_000);
  return school.as('orlova', act => postTopic(act, { section: 'teaching', title, text }));
};
const answer = async (login: string, topicId: number, text: string, quotes?: number) => {
  school.world.pass(20_000);
  return school.as(login, act => reply(act, topicId, { text, quotes }));
};
const seen = (login: string, id: number) => school.as(login, act => topic(act, id, { page: 1 }));
const firstTitles = async (section: string) =>
  (await school.as('volkov', act => topics(act, { section }))).topics.slice(0, 2).map(({ title }) => title);
const log = async () => (await school.as('sokolova', act => moderationLog(act))).lines;
const reason = 'Так решили на планёрке';

describe('a topic', () => {
  test('pinned by Морозов stands above newer ones until it is unpinned', async () => {
    const id = await open('Расписание звонков');
    await open('Свежая');
    await school.as('morozov', act => pinTopic(act, id, { pinned: true, reason }));
    await school.as('morozov', act => pinTopic(act, id, { pinned: true, reason: 'Ещё раз' }));
    expect(await firstTitles('teaching')).toEqual(['Расписание звонков', 'Свежая']);
    expect((await seen('volkov', id)).pinned).toBe(true);
    expect((await log())[0]).toMatchObject({
      deed: 'pin',
      by: 'Морозов А. П.',
      reason,
      topic: { id, title: 'Расписание звонков' },
      reply: null,
    });
    await school.as('kuznetsov', act => pinTopic(act, id, { pinned: false, reason: 'Все прочитали' }));
    expect(await firstTitles('teaching')).toEqual(['Свежая', 'Расписание звонков']);
    expect((await log()).slice(0, 2).map(({ deed }) => deed)).toEqual(['unpin', 'pin']);
  });

  test('closed by Кузнецов is read, with the reason, but takes no reply until it is opened', async () => {
    const id = await open('Итог');
    await school.as('kuznetsov', act => closeTopic(act, id, { closed: true, reason: 'Вопрос решён' }));
    expect(await seen('volkov', id)).toMatchObject({
      mayReply: false,
      closed: { at: school.world.now(), reason: 'Вопрос решён' },
    });
    for (const login of ['volkov', 'sokolova']) {
      await expect(answer(login, id, 'А всё же')).rejects.toMatchObject({
        kind: 'conflict',
        reason: 'forum/topic-closed',
        field: 'text',
      });
    }
    expect((await seen('volkov', id)).replyCount).toBe(1);
    await school.as('kuznetsov', act => closeTopic(act, id, { closed: false, reason: 'Появилось новое' }));
    expect((await answer('volkov', id, 'А всё же')).number).toBe(2);
    expect(await seen('volkov', id)).toMatchObject({ mayReply: true, closed: null });
  });

  test('moved by Соколова stands in the other section and no longer in the first', async () => {
    const id = await open('Полка в коридоре');
    const counts = async () => {
      const all = await school.as('volkov', sections);
      return ['teaching', 'free'].map(key => all.find(one => one.key === key)!.topics);
    };
    const [teaching, free] = await counts();
    await school.as('sokolova', act => moveTopic(act, id, { section: 'free', reason }));
    expect(await counts()).toEqual([teaching! - 1, free! + 1]);
    expect((await seen('volkov', id)).section.key).toBe('free');
    expect((await log())[0]).toMatchObject({
      deed: 'move',
      fromSection: 'Учебный процесс',
      toSection: 'Свободный разговор',
    });
    await expect(
      school.as('sokolova', act => moveTopic(act, id, { section: 'nowhere', reason })),
    ).rejects.toMatchObject({ kind: 'invalid', field: 'section' });
  });

  test('is moderated with a reason and by those who keep order alone', async () => {
    const id = await open('Порядок');
    await expect(
      school.as('sokolova', act => pinTopic(act, id, { pinned: true, reason: ' да ' })),
    ).rejects.toMatchObject({ kind: 'invalid', field: 'reason', reason: 'forum/reason-short' });
    await expect(
      school.as('sokolova', act => pinTopic(act, id, { pinned: true, reason: 'я'.repeat(301) })),
    ).rejects.toMatchObject({ kind: 'invalid', field: 'reason', reason: 'forum/reason-long' });
    for (const [login, kind] of [
      ['ivanova', 'not-allowed'],
      ['orlova', 'not-allowed'],
      ['petrova', 'not-found'],
    ] as const) {
      await expect(school.as(login, act => pinTopic(act, id, { pinned: true, reason }))).rejects.toMatchObject({
        kind,
      });
      await expect(school.as(login, act => closeTopic(act, id, { closed: true, reason }))).rejects.toMatchObject({
        kind,
      });
      await expect(school.as(login, act => moveTopic(act, id, { section: 'free', reason }))).rejects.toMatchObject({
        kind,
      });
      await expect(school.as(login, act => moderationLog(act))).rejects.toMatchObject({ kind });
    }
    await expect(
      school.as('sokolova', act => pinTopic(act, 1_000_000, { pinned: true, reason })),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a reply', () => {
  const words = 'Совершенно лишнее перпетуум';

  test('hidden by Морозов leaves its trace to all, its words to its author and to who keeps order', async () => {
    const id = await open('Спор');
    const said = await answer('volkov', id, words);
    await answer('ivanova', id, 'Давайте спокойнее.', said.id);
    const found = () => school.as('fedorova', act => searchForum(act, { q: 'перпетуум' }));
    expect((await found()).total).toBe(1);
    await school.as('morozov', act => hideReply(act, said.id, { reason: 'Резкий тон' }));

    const trace = { byAuthor: false, reason: 'Резкий тон' };
    const forIvanova = (await seen('ivanova', id)).replies;
    expect(forIvanova[1]).toMatchObject({ number: 2, text: '', hidden: { ...trace, readable: false } });
    expect(forIvanova[1]).toMatchObject({ mayEdit: false, mayHide: false, mayRestore: false });
    expect(forIvanova[2]!.quotes).toMatchObject({ author: 'Волков Д. О.', text: '', hidden: true });
    expect((await seen('volkov', id)).replies[1]).toMatchObject({
      text: words,
      hidden: { ...trace, readable: true },
      mayEdit: false,
      mayRestore: false,
    });
    expect((await seen('kuznetsov', id)).replies[1]).toMatchObject({ text: words, mayRestore: true });
    expect((await found()).total).toBe(0);
    expect(await school.as('sokolova', act => quotable(act, id, said.id))).toBeNull();
    await expect(answer('ivanova', id, 'Цитирую', said.id)).rejects.toMatchObject({ field: 'quotes' });
    await expect(school.as('volkov', act => ownReply(act, said.id))).rejects.toMatchObject({ kind: 'conflict' });
    await expect(
      school.as('volkov', act => editReply(act, said.id, { text: 'Мягче', version: 2 })),
    ).rejects.toMatchObject({ kind: 'conflict', reason: 'forum/reply-hidden' });
    await expect(
      school.as('volkov', act => restoreReply(act, said.id, { reason: 'Не согласен' })),
    ).rejects.toMatchObject({ kind: 'not-allowed' });

    await school.as('sokolova', act => restoreReply(act, said.id, { reason: 'Договорились' }));
    expect((await seen('ivanova', id)).replies[1]).toMatchObject({ text: words, hidden: null });
    expect((await found()).total).toBe(1);
    expect((await log()).slice(0, 2)).toMatchObject([
      { deed: 'restore', by: 'Соколова Е. В.', reply: { id: said.id, author: 'Волков Д. О.' } },
      { deed: 'hide', by: 'Морозов А. П.', reason: 'Резкий тон' },
    ]);
  });

  test('hidden is hidden in the news of it too, and told again when it is shown again', async () => {
    const id = await open('Новости спора');
    const said = await answer('volkov', id, words);
    const other = await answer('orlova', id, 'Спокойнее.');
    const news = async () => {
      const rows = await query<{ facts: Record<string, unknown> }>(
        school,
        `select n.facts from notice n join person p on p.id = n.reader_id
         where p.login = 'orlova' and n.kind = 'reply' and n.subject = :subject`,
        { subject: `topic:${id}` },
      );
      return school.press.screen('notices/reply', { notices: rows.map(({ facts }) => facts) }).text;
    };
    expect(await news()).toContain(words);
    await school.as('morozov', act => hideReply(act, said.id, { reason: 'Резкий тон' }));
    expect(await news()).not.toContain(words);
    expect(await news()).toContain('ответ скрыт');
    await school.as('morozov', act => restoreReply(act, said.id, { reason: 'Договорились' }));
    expect(await news()).toContain(words);
    const volkovs = await query<{ excerpt: string }>(
      school,
      `select facts->>'excerpt' as excerpt from notice where kind = 'reply' and facts->>'replyId' = :id`,
      { id: String(other.id) },
    );
    expect(volkovs).toEqual([{ excerpt: 'Спокойнее.' }]);
  });

  test('is hidden while another quotes it: neither waits for the other for ever', async () => {
    const id = await open('Одновременно');
    const said = await answer('volkov', id, words);
    const waiting = async () => {
      const [row] = await query<{ n: number }>(
        school,
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row!.n;
    };
    school.world.pass(20_000);
    let hiding: Promise<void> | undefined;
    const quoted = await school.as('ivanova', async act => {
      await act.em.execute('select from topic where id = ? for update', [id]);
      hiding = school.as('morozov', other => hideReply(other, said.id, { reason }));
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 5000 });
      return reply(act, id, { text: 'Не согласна', quotes: said.id });
    });
    await hiding;
    const { replies } = await seen('fedorova', id);
    expect(replies.map(({ number, text }) => [number, text])).toEqual([
      [1, 'Обсудим?'],
      [2, ''],
      [3, 'Не согласна'],
    ]);
    expect(quoted.number).toBe(3);
  });

  test('is taken back by its author without a reason, and shown again', async () => {
    const id = await open('Ошибся темой');
    const said = await answer('volkov', id, 'Не сюда');
    await school.as('volkov', act => hideReply(act, said.id, { reason: '' }));
    expect((await seen('ivanova', id)).replies[1]).toMatchObject({
      text: '',
      hidden: { byAuthor: true, reason: null, readable: false },
    });
    await school.as('volkov', act => restoreReply(act, said.id, { reason: '' }));
    expect((await seen('ivanova', id)).replies[1]).toMatchObject({ text: 'Не сюда', hidden: null });
  });

  test('of another is not hidden by a teacher, and without a reason by nobody', async () => {
    const id = await open('Чужое');
    const said = await answer('volkov', id, 'Моё');
    const hide = (login: string, why: string) => school.as(login, act => hideReply(act, said.id, { reason: why }));
    await expect(hide('orlova', reason)).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(hide('petrova', reason)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(hide('sokolova', '')).rejects.toMatchObject({ kind: 'invalid', field: 'reason' });
    expect((await seen('ivanova', id)).replies[1]!.hidden).toBeNull();
  });

  test('of a letter is out of reach: the director finds none', async () => {
    const [part] = await school.orm.em
      .fork()
      .execute(
        `select p.id from reply p join topic t on t.id = p.topic_id where t.kind = 'letter' order by p.id limit 1`,
      );
    await expect(school.as('sokolova', act => hideReply(act, part!.id, { reason }))).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('that opens a topic may be hidden: the title is found by the next one', async () => {
    const id = await open('Синхрофазотрон', words);
    const next = await answer('ivanova', id, 'Ответ остаётся.');
    const opening = (await seen('orlova', id)).replies[0]!;
    await school.as('sokolova', act => hideReply(act, opening.id, { reason }));
    const { found } = await school.as('fedorova', act => searchForum(act, { q: 'синхрофазотрон' }));
    expect(found).toMatchObject([{ topicId: id, number: next.number, text: [{ text: 'Ответ остаётся.' }] }]);
  });
});

test('the log asks as many queries for twenty lines more, the list of topics too', async () => {
  const queries = () => school.countQueries(log);
  const ofList = () => school.countQueries(() => school.as('volkov', act => topics(act, { section: 'teaching' })));
  const before = [await queries(), await ofList()];
  const id = await open('Туда и обратно');
  for (let turn = 0; turn < 20; turn++) {
    await school.as('morozov', act => pinTopic(act, id, { pinned: turn % 2 === 0, reason }));
  }
  expect([await queries(), await ofList()]).toEqual(before);
  expect((await log()).length).toBeGreaterThanOrEqual(20);
});

test('the log names no section to who does not read it', async () => {
  await query(
    school,
    `insert into section (key, name, description, position, readers, writers)
     values ('director', 'Кабинет директора', '', 40, '{director}', '{director}') returning id`,
  );
  school.world.pass(60_000);
  const id = await school.as('sokolova', act =>
    postTopic(act, { section: 'director', title: 'Теперь всем', text: 'Читайте.' }),
  );
  await school.as('sokolova', act => moveTopic(act, id, { section: 'teaching', reason }));
  const line = async (login: string) => (await school.as(login, act => moderationLog(act))).lines[0]!;
  expect(await line('sokolova')).toMatchObject({ deed: 'move', fromSection: 'Кабинет директора' });
  expect(await line('morozov')).toMatchObject({ deed: 'move', fromSection: null, topic: { id } });
  const page = await (await school.browser('morozov')).get('/forum/log');
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('Кабинет директора');
});
