import type { Response } from 'light-my-request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { charterOfRoutes, everyone, type Known, withStudents } from '../charter-of-routes.ts';
import { openConversations } from '../conversation.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '../house.ts';
import { query, studentOf } from '../journal.ts';
import { knownOf } from '../known-of.ts';

let school: TestSchool;
let known: Known;
const browsers = new Map<string, TestBrowser>();

beforeAll(async () => {
  const webhook = { secret: 'known to Telegram alone', receive: async () => {} };
  school = await openTestSchool({
    queue: () => ({ enqueue: async () => {} }),
    api: { webhook, botName: () => 'zvonok_school_bot', health: allIsWell },
  });
  known = await knownOf(school);
  for (const login of everyone) browsers.set(login, await school.browser(login));
});
afterAll(() => school.close());

const tries = () =>
  Object.entries(charterOfRoutes(known)).flatMap(([route, own]) =>
    own.map(one => ({ route, method: route.split(' ')[0] as 'GET' | 'POST' | 'PUT' | 'DELETE', ...one })),
  );

describe('every route', () => {
  it('stands in the table, and the table holds no other', async () => {
    const { routeList } = await school.server();
    const routes = routeList.flatMap(({ method, url }) => [method].flat().map(one => `${one} ${url}`));
    const written = routes.filter(route => !route.startsWith('HEAD '));
    expect([...new Set(written)].sort(), 'a route lacks its row in test/charter-of-routes.ts').toEqual(
      Object.keys(charterOfRoutes(known)).sort(),
    );
  });

  it('opens to those who may, and to nobody else of the cast', async () => {
    const wrong: string[] = [];
    for (const { route, address, body, method, may, status, endsSession } of tries()) {
      for (const login of everyone) {
        const browser = endsSession ? await school.browser(login) : browsers.get(login)!;
        const answer = await send(browser, method, address, body);
        const right = may.includes(login)
          ? status === undefined
            ? answer.statusCode < 400
            : answer.statusCode === status
          : [401, 403, 404].includes(answer.statusCode);
        if (!right) wrong.push(`${route} for ${login}: ${answer.statusCode} at ${address}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  it('asks a stranger to sign in, or to go away', async () => {
    const nobody = await school.browser();
    const wrong: string[] = [];
    for (const { route, address, body, method, stranger, status } of tries()) {
      const answer = await send(nobody, method, address, body);
      const { statusCode, headers } = answer;
      const asked =
        method === 'GET' && !address.startsWith('/api') && headers.location?.toString().startsWith('/sign-in');
      const right = stranger
        ? statusCode < 400 || statusCode === status
        : asked || statusCode === 401 || (route === 'POST /api/telegram' && statusCode === 404);
      if (!right) wrong.push(`${route}: ${statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('writes nothing that another site has sent: without the token of the session every write is refused', async () => {
    const wrong: string[] = [];
    for (const { route, address, body, method, may } of tries()) {
      // «Отписаться» of a letter proves itself by its secret: a mailbox has no session.
      if (method === 'GET' || may.length === 0 || /session$|sign-in$|unsubscribe/.test(route)) continue;
      const answer = await send({ ...browsers.get(may[0]!)! }, method, address, body, { token: false });
      if (answer.statusCode !== 403) wrong.push(`${route}: ${answer.statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  it('stays shut to who has a first password, but for changing it', async () => {
    const browser = browsers.get('kuznetsov')!;
    await query(school, `update person set must_change_password = true where login = 'kuznetsov'`);
    const opened: string[] = [];
    for (const { route, address, body, method, may, stranger } of tries()) {
      if (!may.includes('kuznetsov') || stranger) continue;
      const { statusCode, headers } = await send(browser, method, address, body);
      const shut = statusCode === 403 || headers.location === '/account';
      if (!shut) opened.push(route);
    }
    await query(school, `update person set must_change_password = false where login = 'kuznetsov'`);
    expect([...new Set(opened)]).toEqual([
      'GET /api/me',
      'PUT /api/me/password',
      'GET /account',
      'POST /account/password',
      'GET /help',
      'GET /help/:role',
    ]);
  });
});

describe('every family', () => {
  const students = {
    'Петрова Мария': ['petrova', 'masha'],
    'Петров Иван': ['petrova'],
    'Смирнов Дмитрий': ['smirnov'],
    'Козлов Егор': ['kozlova'],
    'Орлов Тимофей': ['orlova'],
    'Белова Анна': ['belova'],
  };

  it('reads of its own students and finds nobody else, on the page, in the JSON and by a button of the bot', async () => {
    for (const [name, own] of Object.entries(students)) {
      const id = await studentOf(school, name);
      for (const login of withStudents) {
        const browser = browsers.get(login)!;
        const status = own.includes(login) ? 200 : 404;
        expect((await browser.get(`/diary/${id}`)).statusCode, `${login}: page of ${name}`).toBe(status);
        const json = await browser.json('GET', `/api/students/${id}/marks`);
        expect(json.statusCode, `${login}: marks of ${name}`).toBe(status);
        for (const button of [`marks/today ${id}`, `marks/week ${id}`, `marks/period ${id}`, `child ${id}`]) {
          const { text, screen } = (await browser.json('POST', '/api/chat', { button })).json();
          const told = text.includes(name.split(' ')[1]!) && screen !== 'gone';
          expect(told, `${login}: ${button} of ${name} said «${text}»`).toBe(own.includes(login));
        }
      }
    }
  });

  it('reads its own chat and ends its own', async () => {
    const { linked } = openConversations(school);
    const chats = new Map<string, number>();
    for (const login of withStudents) {
      await linked(login);
      await browsers.get(login)!.json('POST', '/api/chat', { text: `тайна ${login}` });
      const [chat] = await query<{ id: number }>(
        school,
        `select id from chat where messenger = 'telegram' and address = :address and ended_at is null`,
        { address: `chat-of-${login}` },
      );
      chats.set(login, chat!.id);
    }
    for (const login of withStudents) {
      const browser = browsers.get(login)!;
      const history = (await browser.json('GET', '/api/chat')).body;
      const secrets = [...history.matchAll(/тайна (\w+)/g)].map(([, whose]) => whose);
      expect([...new Set(secrets)]).toEqual([login]);
      for (const [whose, chat] of chats) {
        if (whose === login) continue;
        const answer = await browser.post('/messengers/end', { chat: String(chat) });
        expect(answer.statusCode, `${login} ends the chat of ${whose}`).toBe(404);
      }
    }
    for (const [login, chat] of chats) {
      const answer = await browsers.get(login)!.post('/messengers/end', { chat: String(chat) });
      expect(answer.statusCode).toBe(303);
    }
  });
});

function send(
  browser: TestBrowser,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  address: string,
  body: object = {},
  { token = true } = {},
): Promise<Response> {
  if (method === 'GET') return browser.get(address);
  if (!address.startsWith('/api')) return browser.post(address, body as Record<string, string>, { token });
  return browser.json(method, address, body, { token });
}

async function allIsWell() {
  const part = { state: 'ok' as const, lastSuccessAt: null, ageSeconds: null };
  return { database: part, bot: part, queue: part, clock: part, backup: part };
}
