import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let orlova: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  [orlova, ivanova] = [await school.browser('orlova'), await school.browser('ivanova')];
});
afterAll(() => school.close());

const post = (browser: TestBrowser, title: string, text = 'Коллеги?') =>
  browser.json('POST', '/api/forum/topics', { section: 'teaching', title, text });

describe('the forum for programs', () => {
  test('takes a topic of Орлова and an answer of Иванова that quotes it', async () => {
    const posted = await post(orlova, 'Диктант в пятницу');
    expect(posted.statusCode).toBe(201);
    const { id } = posted.json();
    const list = (await ivanova.json('GET', '/api/forum/topics?section=teaching&page=1')).json();
    expect(list).toMatchObject({ page: 1, pages: 1, total: list.topics.length });
    expect(list.topics[0]).toMatchObject({ id, title: 'Диктант в пятницу', unread: 1, answers: 0 });

    const opening = (await ivanova.json('GET', `/api/forum/topics/${id}`)).json().replies[0];
    const answered = await ivanova.json('POST', `/api/forum/topics/${id}/replies`, {
      text: 'Переносим.',
      quotes: opening.id,
    });
    expect(answered.statusCode).toBe(201);
    expect(answered.json()).toEqual({ id: expect.any(Number), number: 2, topicId: id });

    const seen = (await orlova.json('GET', `/api/forum/topics/${id}`)).json();
    expect(seen).toMatchObject({
      replyCount: 2,
      firstUnread: 2,
      replies: [
        { number: 1, mine: true, quotes: null },
        {
          number: 2,
          unread: true,
          text: 'Переносим.',
          editedAt: null,
          quotes: { id: opening.id, author: 'Орлова М. А.' },
        },
      ],
    });
    expect(seen.replies[1].at).toBe('2026-11-24T09:30:00.000Z');

    const listed = async () => (await orlova.json('GET', '/api/forum/topics')).json().topics;
    const unread = async () => (await listed()).find((line: { id: number }) => line.id === id).unread;
    expect(await unread()).toBe(1);
    expect((await orlova.json('PUT', `/api/forum/topics/${id}/reading`, { upTo: 2 })).statusCode).toBe(204);
    expect(await unread()).toBe(0);
  });

  test('counts topics in each section', async () => {
    const sections = (await orlova.json('GET', '/api/forum/sections')).json();
    expect(sections[0]).toEqual({
      key: 'journal',
      name: 'Электронный журнал',
      description: expect.any(String),
      topics: expect.any(Number),
      unread: expect.any(Number),
      mirroredIn: null,
      mayWrite: true,
      archived: false,
      followed: false,
      suggestions: false,
    });
  });

  test('lets Иванова change her own words and nobody else’s', async () => {
    const { id } = (await post(ivanova, 'Олимпиада')).json();
    const { replies } = (await ivanova.json('GET', `/api/forum/topics/${id}`)).json();
    const path = `/api/forum/replies/${replies[0].id}`;
    expect((await ivanova.json('PUT', path, { text: 'Кто дежурит?', version: 1 })).statusCode).toBe(204);
    const stale = await ivanova.json('PUT', path, { text: 'Кто не дежурит?', version: 1 });
    expect([stale.statusCode, stale.json().error.kind]).toEqual([409, 'conflict']);
    const another = await orlova.json('PUT', path, { text: 'Никто', version: 2 });
    expect([another.statusCode, another.json().error]).toEqual([
      403,
      { kind: 'not-allowed', message: 'Изменить можно только свой ответ.' },
    ]);
    const seen = (await orlova.json('GET', `/api/forum/topics/${id}`)).json().replies[0];
    expect(seen).toMatchObject({ text: 'Кто дежурит?', version: 2, editedAt: '2026-11-24T09:30:00.000Z' });
  });

  test('answers a wrong value with a sentence', async () => {
    const short = await post(orlova, 'Да');
    expect([short.statusCode, short.json().error]).toEqual([
      422,
      { kind: 'invalid', message: 'Заголовок слишком короткий. Напишите хотя бы 3\u00a0знака.' },
    ]);
    const long = await post(orlova, 'Верный заголовок', 'я'.repeat(100_000));
    expect(long.statusCode).toBe(422);
    expect(long.json().error.message).toContain('помещается 20\u00a0000');
    const missing = await orlova.json('POST', '/api/forum/topics', { title: 'Без раздела' });
    expect(missing.statusCode).toBe(422);
    expect((await orlova.json('GET', '/api/forum/topics/99999999999')).statusCode).toBe(422);
    expect((await orlova.json('GET', '/api/forum/topics/1000000')).statusCode).toBe(404);
    expect((await orlova.json('GET', '/api/forum/topics?section=nowhere')).statusCode).toBe(404);
  });

  test.each(['petrova', 'masha', undefined])('is not there for %s', async login => {
    const { id } = (await post(orlova, 'Для своих')).json();
    const { replies } = (await orlova.json('GET', `/api/forum/topics/${id}`)).json();
    const browser = await school.browser(login);
    const answers = [
      await browser.json('GET', '/api/forum/sections'),
      await browser.json('GET', '/api/forum/topics'),
      await browser.json('GET', `/api/forum/topics/${id}`),
      await post(browser, 'Чужая тема'),
      await browser.json('POST', `/api/forum/topics/${id}/replies`, { text: 'Чужой ответ' }),
      await browser.json('PUT', `/api/forum/topics/${id}/reading`, { upTo: 1 }),
      await browser.json('PUT', `/api/forum/replies/${replies[0].id}`, { text: 'Чужое', version: 1 }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(7).fill(login ? 404 : 401));
  });
});
