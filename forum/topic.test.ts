import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { postTopic } from './post-topic.ts';
import { readTopic } from './read-topic.ts';
import { ownReply, quotable } from './replies.ts';
import { reply } from './reply.ts';
import { sections } from './sections.ts';
import { topic } from './topic.ts';
import { unreadTopicCount } from './unread.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const open = (login: string, title: string) =>
  school.as(login, act => postTopic(act, { section: 'teaching', title, text: 'Коллеги, как у вас?' }));
const answer = (login: string, topicId: number, text: string, quotes?: number) =>
  school.as(login, act => reply(act, topicId, { text, quotes }));
const seen = (login: string, topicId: number, page?: number) =>
  school.as(login, act => topic(act, topicId, page ? { page } : {}));

describe('a topic', () => {
  test('opened by Орлова and answered by Иванова with a quote shows both, and what each may do', async () => {
    const id = await open('orlova', '  Диктант \n в пятницу ');
    const opening = (await seen('orlova', id)).replies[0]!;
    await answer('ivanova', id, 'Мы **переносим**.', opening.id);

    const view = await seen('ivanova', id);
    expect(view).toMatchObject({
      title: 'Диктант в пятницу',
      section: { key: 'teaching' },
      author: 'Орлова М. А.',
      replyCount: 2,
      page: 1,
      pages: 1,
      mayReply: true,
    });
    expect(view.at).toEqual(school.world.now());
    expect(view.replies).toMatchObject([
      { number: 1, author: { name: 'Орлова М. А.' }, mine: false, mayEdit: false, quotes: null, editedAt: null },
      {
        number: 2,
        author: { name: 'Иванова Н. П.' },
        text: 'Мы **переносим**.',
        mine: true,
        mayEdit: true,
        quotes: { id: opening.id, number: 1, page: 1, author: 'Орлова М. А.', text: 'Коллеги, как у вас?' },
      },
    ]);
  });

  test('is unread for Волков until he has read it, then again from the next answer', async () => {
    const before = await school.as('volkov', unreadTopicCount);
    const inSection = async () => (await school.as('volkov', sections)).find(({ key }) => key === 'teaching')!.unread;
    const sectionBefore = await inSection();

    const id = await open('orlova', 'Зал по субботам');
    expect(await school.as('volkov', unreadTopicCount)).toBe(before + 1);
    expect(await inSection()).toBe(sectionBefore + 1);
    expect(await seen('volkov', id)).toMatchObject({ firstUnread: 1, replies: [{ unread: true }] });

    await school.as('volkov', act => readTopic(act, id, 1));
    expect(await school.as('volkov', unreadTopicCount)).toBe(before);
    await answer('ivanova', id, 'И мы хотели бы.');
    expect(await seen('volkov', id)).toMatchObject({ firstUnread: 2, replies: [{ unread: false }, { unread: true }] });
    expect(await inSection()).toBe(sectionBefore + 1);
  });

  test('is never unread for its own words', async () => {
    const before = await school.as('fedorova', unreadTopicCount);
    const id = await open('fedorova', 'Утренник');
    await answer('fedorova', id, 'Уточню: в четверг.');
    expect(await school.as('fedorova', unreadTopicCount)).toBe(before);
    expect((await seen('fedorova', id)).firstUnread).toBeNull();
  });

  test('stays unread for Кузнецов who answered before he had read what Волков said meanwhile', async () => {
    const id = await open('kuznetsov', 'Пароли');
    const before = await school.as('kuznetsov', unreadTopicCount);
    await answer('volkov', id, 'Забыл свой.');
    await answer('kuznetsov', id, 'Напоминаю: пароль никому не говорим.');
    expect(await school.as('kuznetsov', unreadTopicCount)).toBe(before + 1);
    expect((await seen('kuznetsov', id)).firstUnread).toBe(2);
    await school.as('kuznetsov', act => readTopic(act, id, 2));
    expect(await school.as('kuznetsov', unreadTopicCount)).toBe(before);
  });

  test('stops asking after thirty days', async () => {
    const id = await open('sokolova', 'Старое объявление');
    const unreadLater = async () => (await seen('morozov', id)).firstUnread;
    const posted = school.world.now().getTime();
    school.world.set(new Date(posted + 29 * 24 * 3_600_000).toISOString());
    expect(await unreadLater()).toBe(1);
    school.world.set(new Date(posted + 31 * 24 * 3_600_000).toISOString());
    expect(await unreadLater()).toBeNull();
    school.world.set(new Date(posted).toISOString());
  });

  test('opens at the first unread answer, and at the last page when all is read', async () => {
    const id = await open('orlova', 'Длинный разговор');
    for (let number = 2; number <= 60; number++) {
      school.world.pass(10_000);
      await answer(number % 2 ? 'ivanova' : 'kuznetsov', id, `Ответ ${number}`);
    }
    expect(await seen('sokolova', id)).toMatchObject({ page: 1, pages: 2, firstUnread: 1 });
    await school.as('sokolova', act => readTopic(act, id, 50));
    const second = await seen('sokolova', id);
    expect(second).toMatchObject({ page: 2, firstUnread: 51 });
    expect(second.replies.map(({ number }) => number)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60]);
    await school.as('sokolova', act => readTopic(act, id, 60));
    expect(await seen('sokolova', id)).toMatchObject({ page: 2, firstUnread: null });
    expect((await seen('sokolova', id, 1)).replies).toHaveLength(50);
    expect((await seen('sokolova', id, 99)).page).toBe(2);
  });

  test('is read forwards only, and not further than it goes', async () => {
    const id = await open('orlova', 'Экскурсия');
    await answer('ivanova', id, 'Поедем.');
    await school.as('volkov', act => readTopic(act, id, 2));
    await school.as('volkov', act => readTopic(act, id, 1));
    expect((await seen('volkov', id)).firstUnread).toBeNull();
    await school.as('morozov', act => readTopic(act, id, 1000));
    await answer('ivanova', id, 'В субботу.');
    expect((await seen('morozov', id)).firstUnread).toBe(3);
  });

  test('quotes the beginning of a long text, between words', async () => {
    const id = await open('orlova', 'Цитата');
    const long = await answer('ivanova', id, 'слово '.repeat(200));
    const quoted = await school.as('orlova', act => quotable(act, id, long.id));
    expect(quoted!.text).toBe(`${'слово '.repeat(83).trimEnd()}…`);
    expect(await school.as('orlova', act => quotable(act, id + 1_000_000, long.id))).toBeNull();
  });

  test('asks as many queries with 50 answers as with one', async () => {
    const small = await open('orlova', 'Коротко');
    const large = await open('orlova', 'Подробно');
    let quotes: number | undefined;
    for (let number = 2; number <= 50; number++) {
      school.world.pass(10_000);
      quotes = (await answer(number % 2 ? 'ivanova' : 'kuznetsov', large, `Ответ ${number}`, quotes)).id;
    }
    const ofSmall = await school.countQueries(() => seen('volkov', small));
    expect(await school.countQueries(() => seen('volkov', large))).toBe(ofSmall);
  });

  test.each(['petrova', 'masha'])('is not there for %s: the forum is for the staff', async login => {
    const id = await open('orlova', 'Для своих');
    const { id: replyId } = await answer('ivanova', id, 'Ответ');
    const deeds = [
      () => seen(login, id),
      () => school.as(login, sections),
      () => school.as(login, unreadTopicCount),
      () => school.as(login, act => readTopic(act, id, 1)),
      () => school.as(login, act => ownReply(act, replyId)),
      () => school.as(login, act => quotable(act, id, replyId)),
      () => open(login, 'Чужая тема'),
      () => answer(login, id, 'Чужой ответ'),
    ];
    for (const deed of deeds) await expect(deed()).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('that does not exist is not found', async () => {
    await expect(seen('orlova', 1_000_000)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(school.as('orlova', act => readTopic(act, 1_000_000, 1))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(answer('orlova', 1_000_000, 'Есть тут кто?')).rejects.toMatchObject({ kind: 'not-found' });
  });
});
