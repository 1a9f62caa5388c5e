import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

const minutes = 60_000;

describe('a computer that is not one’s own (7e)', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await openTestSchool();
  });
  afterAll(() => school.close());

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const signIn = async (login: string, shared: boolean) => {
    const fields = { login, password: `kolokol-${login}`, ...(shared ? { shared: 'on' } : {}) };
    const payload = new URLSearchParams(fields).toString();
    const answer = await (await school.server()).inject({ method: 'POST', url: '/sign-in', headers: form, payload });
    const session = answer.cookies.find(({ name }) => name === 'zvonok')!;
    return { session, cookie: `zvonok=${session.value}` };
  };
  const get = async (cookie: string, url = '/', headers: Record<string, string> = {}) =>
    (await school.server()).inject({ url, headers: { cookie, ...headers } });

  it('forgets Ольга Петрова after ten minutes without a deed, and not before', async () => {
    const { cookie } = await signIn('petrova', true);
    for (let deed = 0; deed < 3; deed++) {
      school.world.pass(9 * minutes);
      expect((await get(cookie)).statusCode).toBe(200);
    }
    school.world.pass(10 * minutes);
    expect((await get(cookie)).headers.location).toBe('/sign-in?next=%2F');
  });

  it('does not take what an open page asks for by itself for a deed; its word that somebody types is one', async () => {
    const { cookie } = await signIn('petrova', true);
    const itself = { 'sec-fetch-mode': 'cors' };
    school.world.pass(6 * minutes);
    expect((await get(cookie, '/api/me', itself)).statusCode).toBe(200);
    school.world.pass(3 * minutes);
    expect((await get(cookie, '/api/me', { ...itself, 'x-by-hand': '1' })).statusCode).toBe(200);
    school.world.pass(9 * minutes);
    expect((await get(cookie, '/api/me', itself)).statusCode).toBe(200);
    school.world.pass(1 * minutes);
    expect((await get(cookie, '/api/me', itself)).statusCode).toBe(401);
  });

  it('holds a cookie only until the browser is closed; one’s own holds it for thirty days, and is not forgotten', async () => {
    const shared = await signIn('smirnov', true);
    expect(shared.session.maxAge).toBeUndefined();
    expect(shared.session.expires).toBeUndefined();
    const own = await signIn('smirnov', false);
    expect(own.session.maxAge).toBe(30 * 24 * 60 * 60);
    school.world.pass(60 * minutes);
    expect((await get(own.cookie)).statusCode).toBe(200);
    expect((await get(shared.cookie)).statusCode).toBe(303);
  });

  it('is asked by every page to keep nothing, and changes the person in one press', async () => {
    const { cookie } = await signIn('ivanova', true);
    const today = await get(cookie);
    expect(today.headers['cache-control']).toBe('private, no-store');
    expect(today.headers['x-not-kept']).toBe('1');
    expect(today.body).toMatch(/<body data-person="\d+" data-shared>/);
    expect(today.body).toContain('Сменить пользователя');
    const [, csrf] = /name="csrf-token" content="([^"]+)"/.exec(today.body)!;
    const payload = new URLSearchParams({ _csrf: csrf! }).toString();
    const server = await school.server();
    const left = await server.inject({ method: 'POST', url: '/sign-out', headers: { ...form, cookie }, payload });
    expect(left.headers.location).toBe('/sign-in?shared=1');
    expect((await get(cookie)).headers.location).toBe('/sign-in?next=%2F');
    expect((await server.inject('/sign-in?shared=1')).body).toContain('name="shared" checked');

    const own = await get((await signIn('ivanova', false)).cookie);
    expect(own.headers['x-not-kept']).toBeUndefined();
    expect(own.body).not.toContain('Сменить пользователя');
  });

  it('may be named by a program as well', async () => {
    const payload = { login: 'belova', password: 'kolokol-belova', shared: true };
    const answer = await (await school.server()).inject({ method: 'POST', url: '/api/session', payload });
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies.find(({ name }) => name === 'zvonok')!.maxAge).toBeUndefined();
  });
});
