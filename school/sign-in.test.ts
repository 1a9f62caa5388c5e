import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

describe('signing in', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await openTestSchool();
  });
  afterAll(() => school.close());

  const signIn = async (login: string, password: string) =>
    (await school.server()).inject({ method: 'POST', url: '/api/session', payload: { login, password } });

  it('lets Ольга Петрова in and names her and her children', async () => {
    const answer = await signIn('petrova', 'kolokol-petrova');
    expect(answer.statusCode).toBe(200);
    const { person, csrfToken } = answer.json();
    expect(person).toMatchObject({ name: 'Петрова Ольга Николаевна', roles: ['parent'] });
    expect(person.children.map((child: { name: string; className: string }) => [child.name, child.className])).toEqual([
      ['Петров Иван', '2А'],
      ['Петрова Мария', '5Б'],
    ]);
    expect(csrfToken).toMatch(/^[\w-]{22}$/);
  });

  it('gives one answer to a wrong password and an unknown login', async () => {
    const wrong = await signIn('petrova', 'not-her-password');
    const unknown = await signIn('nobody-here', 'not-her-password');
    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422]);
    expect(wrong.json()).toEqual(unknown.json());
  });

  it('keeps only hashes of the cookie', async () => {
    const answer = await signIn('smirnov', 'kolokol-smirnov');
    const token = answer.cookies[0]!.value;
    const rows = await school.orm.em.fork().execute('select * from session');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('slows down after ten failures, even for the right password, and forgets them after a quarter of an hour', async () => {
    for (let failure = 0; failure < 10; failure++) await signIn('orlova', 'guess');
    expect((await signIn('orlova', 'kolokol-orlova')).statusCode).toBe(429);
    expect((await signIn('volkov', 'kolokol-volkov')).statusCode).toBe(200);
    school.world.pass(16 * 60_000);
    expect((await signIn('orlova', 'kolokol-orlova')).statusCode).toBe(200);
  });

  it('counts guesses before it looks at them: of fifteen at once five are turned away', async () => {
    const guesses = await Promise.all(Array.from({ length: 15 }, (_, at) => signIn('sokolova', `догадка ${at}`)));
    const codes = guesses.map(({ statusCode }) => statusCode);
    expect([codes.filter(code => code === 422).length, codes.filter(code => code === 429).length]).toEqual([10, 5]);
  });

  it('shuts out who guesses and not whose login it is, as long as the guesses come from few places', async () => {
    const server = await school.server();
    const from = async (remoteAddress: string, password: string) => {
      const payload = { login: 'morozov', password };
      return (await server.inject({ method: 'POST', url: '/api/session', payload, remoteAddress })).statusCode;
    };
    const places = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];
    for (const [number, place] of places.entries()) {
      for (let guess = 0; guess < 10; guess++) await from(place, 'догадка');
      expect(await from(place, 'kolokol-morozov')).toBe(429);
      expect(await from('10.0.0.9', 'kolokol-morozov')).toBe(number < 3 ? 200 : 429);
    }
  });

  it('does the same work for an unknown login as for a wrong password', async () => {
    const [wrong, unknown] = [
      await school.countQueries(() => signIn('belova', 'догадка')),
      await school.countQueries(() => signIn('nobody-at-all', 'догадка')),
    ];
    expect(unknown).toBe(wrong);
  });

  it('asks every write for its token', async () => {
    const masha = await school.browser('masha');
    const forged = await (await school.server()).inject({
      method: 'POST',
      url: '/sign-out',
      headers: { cookie: masha.cookie },
    });
    expect(forged.statusCode).toBe(403);
    expect((await masha.get('/')).statusCode).toBe(200);
  });

  it('signs out: the cookie opens nothing any more', async () => {
    const masha = await school.browser('masha');
    expect((await masha.post('/sign-out')).headers.location).toBe('/sign-in');
    expect((await masha.get('/')).headers.location).toBe('/sign-in?next=%2F');
    expect((await masha.json('GET', '/api/me')).statusCode).toBe(401);
  });

  it('lets the browser keep no page of a signed-in person: «Back» after signing out shows nothing', async () => {
    const masha = await school.browser('masha');
    for (const url of ['/', '/diary', '/api/me']) {
      expect((await masha.get(url)).headers['cache-control'], url).toBe('private, no-store');
    }
    expect((await masha.get('/public/base.css')).headers['cache-control']).toContain('max-age');
  });

  it('goes on to an address of this site only', async () => {
    const open = async (next: string) => {
      const fields = new URLSearchParams({ login: 'belova', password: 'kolokol-belova', next });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await school.server()).inject({ method: 'POST', url: '/sign-in', payload: fields.toString(), headers });
    };
    expect((await open('/marks')).headers.location).toBe('/marks');
    expect((await open('//elsewhere.example')).headers.location).toBe('/');
    expect((await open('https://elsewhere.example')).headers.location).toBe('/');
  });

  it('shows the cast with passwords to this machine only', async () => {
    const server = await school.server();
    const here = await server.inject('/api/cast');
    expect(here.json()).toHaveLength(12);
    const director = here.json().find((member: { login: string }) => member.login === 'sokolova');
    expect(director).toMatchObject({ password: 'kolokol-sokolova', roles: ['director', 'teacher'] });
    const elsewhere = await server.inject({ url: '/api/cast', remoteAddress: '192.168.1.7' });
    expect(elsewhere.statusCode).toBe(404);
    expect((await server.inject({ url: '/sign-in', remoteAddress: '192.168.1.7' })).body).not.toContain('kolokol-');
  });
});
