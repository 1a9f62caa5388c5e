import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { moveTopic } from './moderation/move-topic.ts';
import { postTopic } from './post-topic.ts';
import { judgeSuggestion } from './suggestions.ts';
import { topic } from './topic.ts';
import { topics } from './topics.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const suggest = async (title: string, section = 'suggestions') => {
  school.world.pass(20_000);
  return school.as('volkov', act => postTopic(act, { section, title, text: 'Было бы удобно.' }));
};
const judge = (login: string, id: number, state: string, reason = '') =>
  school.as(login, act => judgeSuggestion(act, id, { state, reason }));
const seen = (login: string, id: number) => school.as(login, act => topic(act, id));

test('a suggestion of Волков is new, then planned by Кузнецов, then declined by Морозов with a reason', async () => {
  const id = await suggest('Секундомер в журнале');
  expect(await seen('volkov', id)).toMatchObject({ suggestion: { state: 'new', reason: null }, mayJudge: false });
  expect((await seen('morozov', id)).mayJudge).toBe(true);
  await judge('kuznetsov', id, 'planned');
  expect((await seen('volkov', id)).suggestion).toEqual({ state: 'planned', reason: null });
  await expect(judge('morozov', id, 'declined')).rejects.toMatchObject({ kind: 'invalid', field: 'reason' });
  await judge('morozov', id, 'declined', 'Есть в телефоне');
  expect((await seen('volkov', id)).suggestion).toEqual({ state: 'declined', reason: 'Есть в телефоне' });
  await judge('morozov', id, 'done');
  expect((await seen('volkov', id)).suggestion).toEqual({ state: 'done', reason: null });
});

test('the list shows the states and one of them when asked', async () => {
  const [fresh, planned] = [await suggest('Новое'), await suggest('Запланированное')];
  await judge('kuznetsov', planned, 'planned', 'К весне');
  const list = (state?: 'new' | 'planned') =>
    school.as('volkov', act => topics(act, { section: 'suggestions', ...(state ? { state } : {}) }));
  expect((await list()).topics.slice(0, 2)).toMatchObject([
    { id: planned, state: 'planned' },
    { id: fresh, state: 'new' },
  ]);
  const ofNew = await list('new');
  expect(ofNew.topics.map(line => line.id)).toContain(fresh);
  expect(ofNew.topics.every(({ state }) => state === 'new')).toBe(true);
  expect(ofNew.total).toBe(ofNew.topics.length);
  expect((await list('planned')).topics.map(line => line.id)).toContain(planned);
});

test('a topic elsewhere has no state until it is moved among the suggestions', async () => {
  const id = await suggest('О погоде', 'free');
  expect(await seen('kuznetsov', id)).toMatchObject({ suggestion: null, mayJudge: false });
  await expect(judge('kuznetsov', id, 'done')).rejects.toMatchObject({ kind: 'not-found' });
  await school.as('kuznetsov', act => moveTopic(act, id, { section: 'suggestions', reason: 'Это предложение' }));
  expect((await seen('kuznetsov', id)).suggestion).toEqual({ state: 'new', reason: null });
});

test('it is judged by the registrar and deputies alone, with a state there is', async () => {
  const id = await suggest('Порядок');
  for (const login of ['volkov', 'sokolova', 'ivanova']) {
    await expect(judge(login, id, 'done')).rejects.toMatchObject({ kind: 'not-allowed' });
  }
  await expect(judge('petrova', id, 'done')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(judge('kuznetsov', id, 'maybe')).rejects.toMatchObject({ kind: 'invalid', field: 'state' });
  await expect(judge('kuznetsov', 1_000_000, 'done')).rejects.toMatchObject({ kind: 'not-found' });
});

test('on the pages Морозов says what is decided, all see it, and the list narrows to it', async () => {
  const id = await suggest('Звонок с музыкой');
  const [morozov, volkov] = [await school.browser('morozov'), await school.browser('volkov')];
  const path = `/forum/topics/${id}/suggestion`;
  expect((await morozov.get(`/forum/topics/${id}`)).body).toContain(path);
  expect((await morozov.get(path)).body).toContain('<option value="new" selected>новое</option>');
  const bare = await morozov.post(path, { state: 'declined', reason: '' });
  expect(bare.statusCode).toBe(422);
  expect(bare.body).toContain('<option value="declined" selected>');
  expect((await morozov.post(path, { state: 'declined', reason: 'Тише & лучше' })).statusCode).toBe(303);
  const shown = (await volkov.get(`/forum/topics/${id}`)).body;
  expect(shown).toContain('<span class="chip">отклонено</span> Тише &amp; лучше');
  expect(shown).not.toContain(path);
  expect((await volkov.get('/forum/suggestions?state=declined')).body).toContain('Звонок с музыкой');
  expect((await volkov.get('/forum/suggestions?state=done')).body).not.toContain('Звонок с музыкой');
  expect((await volkov.get(path)).statusCode).toBe(403);
});
