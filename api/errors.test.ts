import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';

let school: TestSchool;
let ivanova: TestBrowser;
let petrova: TestBrowser;
let stranger: TestBrowser;

beforeAll(async () => {
  school = await openTestSchool();
  ivanova = await school.browser('ivanova');
  petrova = await school.browser('petrova');
  stranger = await school.browser();
});
afterAll(() => school.close());

describe('what no page of ours sends', () => {
  test.each([
    '/lessons?day=0000-01-01',
    '/lessons?day=9999-12-31',
    '/forum/%00',
    '/api/forum/topics?section=%00',
    '/api/lessons?day=0000-01-01',
  ])('is no fault of ours: Ivanova at %s', async url => {
    expect((await ivanova.get(url)).statusCode).toBe(422);
  });

  test.each(['subject=%00', 'changedSince=2026-11-24T23:59:60Z', 'changedSince=0000-01-01T00:00:00Z', 'to=0000-01-01'])(
    'is no fault of ours: Petrova asks for marks with %s',
    async query => {
      const children = (await petrova.json('GET', '/api/me')).json().children;
      const answer = await petrova.get(`/api/students/${children[0].id}/marks?${query}`);
      expect(answer.json()).toMatchObject({ error: { kind: 'invalid' } });
    },
  );

  test('is no fault of ours where a field came twice, or with a sign that no database keeps', async () => {
    const twice = { current: ['a', 'b'], next: ['c', 'd'], text: ['a', 'b'], button: ['a', 'b'] };
    expect((await petrova.post('/account/password', twice)).statusCode).toBe(422);
    expect((await petrova.post('/chat', twice)).statusCode).toBe(303);
    expect((await petrova.post('/chat', { text: 'отметки\0' })).statusCode).toBe(422);
    expect((await stranger.post('/sign-in', { login: ['a', 'b'], password: 'c', next: ['/a', '/b'] })).statusCode).toBe(
      422,
    );
    expect((await stranger.post('/sign-in', { login: 'petrova\0', password: 'c' })).statusCode).toBe(422);
  });

  test('is no fault of ours where the body is no form at all', async () => {
    expect((await petrova.json('POST', '/account/password')).statusCode).toBe(422);
    expect((await petrova.json('POST', '/chat', { text: { $ne: '' }, button: 5 })).statusCode).toBe(303);
    expect((await stranger.json('POST', '/sign-in', { login: { $ne: '' }, password: null })).statusCode).toBe(422);
    expect((await petrova.json('POST', '/api/chat', { button: 'marks/today \0' })).statusCode).toBe(422);
  });

  test('is a forged day on a button: it leads nowhere, and the bot does not break', async () => {
    const [child] = (await petrova.json('GET', '/api/me')).json().children;
    for (const days of [
      'marks/day :child 0000-01-01',
      'marks/week :child 9999-12-31',
      'marks/days :child 0000-01-01 9999-12-31',
    ]) {
      const answer = await petrova.json('POST', '/api/chat', { button: days.replace(':child', child.id) });
      expect(answer.json().screen).toBe('gone');
    }
  });
});

describe('a form with files', () => {
  const broken = { 'content-type': 'multipart/form-data; boundary=b' };

  test('is not read for a stranger', async () => {
    const server = await school.server();
    const answer = await server.inject({ method: 'POST', url: '/board', headers: broken, payload: 'x'.repeat(100) });
    expect(answer.statusCode).toBe(401);
  });

  test('that is broken, or has no end, is no fault of ours', async () => {
    const server = await school.server();
    const send = (headers: Record<string, string>) =>
      server.inject({
        method: 'POST',
        url: '/board',
        headers: { cookie: ivanova.cookie, ...headers },
        payload: 'garbage',
      });
    expect((await send(broken)).statusCode).toBe(422);
    expect((await send({ 'content-type': 'multipart/form-data' })).statusCode).toBe(422);
    expect((await send({ ...broken, 'content-length': '55000001' })).statusCode).toBe(413);
  });
});

describe('signing in', () => {
  test.each(['/\t/evil.example', '//evil.example', '/\\evil.example', '/\r\nX: y', 'https://evil.example', '/Ж'])(
    'goes on to no other site: %j',
    async next => {
      const answer = await stranger.post('/sign-in', { login: 'petrova', password: 'kolokol-petrova', next });
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toBe('/');
    },
  );

  test('goes on to the page that was asked for', async () => {
    const next = '/marks/3?from=2026-11-23&to=2026-11-29#%D0%96';
    const answer = await stranger.post('/sign-in', { login: 'petrova', password: 'kolokol-petrova', next });
    expect(answer.headers.location).toBe(next);
  });
});

describe('a fault that breaks every page', () => {
  test('shows its number and nothing of the database', async () => {
    await school.orm.em.fork().execute('alter table topic rename to topic_lost');
    for (const url of ['/forum', '/', '/marks/2147483647']) {
      const answer = await ivanova.get(url);
      expect(answer.statusCode).toBe(url.startsWith('/marks') ? 404 : 500);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.body).not.toMatch(/select|topic|relation/);
    }
    await school.orm.em.fork().execute('alter table topic_lost rename to topic');
  });
});
