import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let orlova: TestBrowser;
let ivanova: TestBrowser;
beforeAll(async () => {
  school = await openTestSchool();
  orlova = await school.browser('orlova');
  ivanova = await school.browser('ivanova');
});
afterAll(() => school.close());

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const asked = { section: 'free', title: 'Экскурсия в мае', text: 'Решаем вместе.' };
const typed = {
  question: 'Куда <едем>?',
  options: 'Коломна\n\n Тула \nКалуга',
  several: 'no',
  secret: 'no',
  endsAt: '',
};
/** The topic's address and its poll, begun with it. */
const begin = async (changes: Record<string, string> = {}) => {
  const posted = await orlova.post('/forum/new', { ...asked, ...typed, ...changes });
  expect(posted.statusCode).toBe(303);
  const address = (posted.headers.location as string).split('?')[0]!;
  const [, poll] = /id="poll-(\d+)"/.exec((await orlova.get(address)).body)!;
  return { address, poll: `${address}/polls/${poll}`, id: poll! };
};

describe('a topic with a poll', () => {
  test('is begun by one form; what will not do comes back as it was typed', async () => {
    const refused = await orlova.post('/forum/new', { ...asked, ...typed, options: 'Коломна' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Нужно хотя бы два варианта ответа');
    expect(refused.body).toMatch(/<details open><summary>Добавить опрос/);
    expect(refused.body).toContain('value="Куда &lt;едем&gt;?"');
    const { address } = await begin();
    const page = words((await ivanova.get(address)).body);
    expect(page).toMatch(/Куда &lt;едем&gt;\? Именной опрос · Орлова М\. А\. · идёт Пока никто не проголосовал\./);
    expect(page).toMatch(/Выберите один вариант Коломна Тула Калуга Проголосовать/);
    expect(page).not.toContain('Закончить опрос');
  });

  test('takes a vote, shows the counts in words, lets it be changed and taken back', async () => {
    const { address, poll } = await begin();
    const none = await ivanova.post(`${poll}/vote`, {});
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Выберите вариант');
    const voted = await ivanova.post(`${poll}/vote?page=1`, { option: '2' });
    expect([voted.statusCode, voted.headers.location]).toEqual([
      303,
      `${address}?page=1#poll-${poll.split('/').at(-1)}`,
    ]);
    await orlova.post(`${poll}/vote`, { option: '2' });
    const page = words((await ivanova.get(address)).body);
    expect(page).toMatch(/Проголосовали: 2 \. Коломна 0 голосов, 0 % Тула ваш голос 2 голоса, 100 %/);
    expect(page).toMatch(/Кто выбрал «Тула» Иванова Н\. П\., Орлова М\. А\./);
    await ivanova.post(`${poll}/vote`, { option: '1' });
    expect(words((await ivanova.get(address)).body)).toMatch(/Коломна ваш голос 1 голос, 50 %/);
    await ivanova.post(`${poll}/take-back`);
    expect(words((await ivanova.get(address)).body)).toMatch(/Проголосовали: 1 \. Итоги увидите, когда проголосуете/);
  });

  test('shows who looks at it how it stands now, without the rest of the page', async () => {
    const { address, id } = await begin();
    const piece = await ivanova.get(`${address}/polls`);
    expect(piece.body).toContain(`id="poll-${id}"`);
    expect(piece.body).not.toContain('<html');
    expect(piece.body).toContain(`name="_csrf" value="${ivanova.csrfToken}"`);
    expect((await (await school.browser('petrova')).get(`${address}/polls`)).statusCode).toBe(404);
  });

  test('is ended by its author; the moderator is asked why', async () => {
    const { address, poll } = await begin();
    const morozov = await school.browser('morozov');
    const bare = await morozov.post(`${poll}/close`, { reason: '' });
    expect(bare.statusCode).toBe(422);
    expect(bare.body).toContain('Напишите причину');
    expect((await orlova.post(`${poll}/close`, { reason: '' })).statusCode).toBe(303);
    const page = words((await ivanova.get(address)).body);
    expect(page).toMatch(/закончен 24 ноября в 12:30, раньше срока Закончил опрос: Орлова М\. А\./);
    expect(words((await orlova.get(address)).body)).toContain('Начать опрос');
    const second = await orlova.post(`${address}/polls/new`, typed);
    expect([second.statusCode, second.headers.location]).toEqual([303, expect.stringContaining('#poll-')]);
  });
});

describe('a secret poll', () => {
  test('says on the page what it keeps, and shows nobody’s choice in page, JSON, history or log of the forum', async () => {
    const { address, poll, id } = await begin({ secret: 'yes' });
    const before = words((await ivanova.get(address)).body);
    expect(before).toContain('Кто что выбрал, не узнает никто');
    for (const [login, option] of [
      ['ivanova', '1'],
      ['volkov', '1'],
      ['fedorova', '3'],
    ] as const)
      await (await school.browser(login)).post(`${poll}/vote`, { option });
    const after = words((await ivanova.get(address)).body);
    expect(after).toMatch(/Проголосовали: 3 \. Ваш голос принят\. Итоги откроются, когда опрос закончится\./);
    expect(after).not.toContain('Изменить голос');
    const again = await ivanova.post(`${poll}/vote`, { option: '2' });
    expect(again.statusCode).toBe(409);
    expect(words(again.body)).toContain('голос изменить нельзя');

    await orlova.post(`${poll}/close`, { reason: '' });
    const over = (await orlova.json('GET', `/api/forum/polls/${id}`)).json();
    expect(over).toMatchObject({ voters: 3, voted: false, withheld: null });
    expect(over.options).toEqual([
      { number: 1, text: 'Коломна', mine: false, votes: 2, percent: 67, people: null },
      { number: 2, text: 'Тула', mine: false, votes: 0, percent: 0, people: null },
      { number: 3, text: 'Калуга', mine: false, votes: 1, percent: 33, people: null },
    ]);
    const topicId = address.split('/').at(-1);
    for (const url of [address, `${address}/polls`, `/api/forum/topics/${topicId}`]) {
      const { statusCode, body } = await orlova.get(url);
      expect([url, statusCode]).toEqual([url, 200]);
      expect(body).not.toMatch(/Волков|Фёдорова/);
    }
  });
});

test('a program begins, votes, takes back and closes; the choice stands in no address', async () => {
  const poll = { question: 'Когда?', options: ['В среду', 'В четверг'], several: true, secret: false };
  const { id: topicId } = (await orlova.json('POST', '/api/forum/topics', { ...asked, poll })).json<{ id: number }>();
  const { polls } = (await ivanova.json('GET', `/api/forum/topics/${topicId}`)).json<{ polls: { id: number }[] }>();
  const address = `/api/forum/polls/${polls[0]!.id}`;
  expect((await ivanova.json('PUT', `${address}/vote`, { options: [1, 2] })).statusCode).toBe(204);
  expect((await ivanova.json('GET', address)).json()).toMatchObject({
    voters: 1,
    voted: true,
    options: [{ votes: 1 }, { votes: 1 }],
  });
  expect((await ivanova.json('DELETE', `${address}/vote`)).statusCode).toBe(204);
  expect((await ivanova.json('POST', `${address}/closing`, {})).statusCode).toBe(403);
  expect((await orlova.json('POST', `${address}/closing`, {})).statusCode).toBe(204);
  expect((await ivanova.json('PUT', `${address}/vote`, { options: [1] })).statusCode).toBe(409);
  const next = await orlova.json('POST', `/api/forum/topics/${topicId}/polls`, poll);
  expect(next.statusCode).toBe(201);
  expect(await query(school, `select 1 from poll where topic_id = ${topicId}`)).toHaveLength(2);
});
