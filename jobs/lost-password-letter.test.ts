import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { openLog } from '../log.ts';
import { lostPasswordLetter } from './lost-password-letter.ts';
import { openPost, type Post } from './post.ts';
import { openQueue, type Queue } from './queue.ts';

describe('a lost password', () => {
  let school: TestSchool;
  let mail: MailServer;
  let queue: Queue;
  let post: Post;
  let stranger: TestBrowser;

  beforeAll(async () => {
    mail = await startMailServer();
    post = openPost(mail.url);
    school = await openTestSchool({
      queue: ({ connection, now }) => (queue = openQueue({ connection, now, log: openLog('silent') })),
      api: { mails: true },
    });
    const { house, press } = school;
    await queue.prepare({
      'lost-password-letter': lostPasswordLetter({ house, press, post, site: 'https://journal.example' }),
    });
    stranger = await school.browser();
    await query(school, `delete from consent where scope = 'email'`);
    await query(school, `delete from chat where messenger = 'email'`);
    // Смирнов and Козлова share a mailbox; Волков has withdrawn his consent; Фёдорова's address was never confirmed.
    for (const [login, address] of [
      ['smirnov', 'Dom@example.org'],
      ['kozlova', 'dom@example.org'],
      ['volkov', 'volkov@example.org'],
    ] as const) {
      await query(
        school,
        `insert into chat (person_id, messenger, address, linked_at, spare)
         select id, 'email', '${address}', '2026-11-01', true from person where login = '${login}'`,
      );
      if (login !== 'volkov') await agree(login);
    }
    await query(school, `update person set email = 'fedorova@example.org' where login = 'fedorova'`);
  });
  afterAll(async () => {
    post.close();
    await queue.stop();
    await school.close();
    await mail.close();
  });

  const agree = (login: string) =>
    query(
      school,
      `insert into consent (person_id, scope, form, text_version, signed_on, given_at, recorded_by_id)
       select id, 'email', 'electronic', '2026-11', '2026-11-01', '2026-11-01', id from person where login = '${login}'`,
    );
  const ask = (login: string) => stranger.post('/sign-in/lost', { login });
  const letters = async () => {
    await queue.workOff();
    return mail.letters.splice(0);
  };
  const linkIn = (text: string) => /https:\/\/journal\.example(\/sign-in\/lost\/[\w-]{22})/.exec(text)![1]!;
  const signIn = async (login: string, password: string) =>
    (await stranger.json('POST', '/api/session', { login, password })).statusCode;

  it('has a page of its own, which the page of signing in leads to', async () => {
    expect((await stranger.get('/sign-in')).body).toContain('href="/sign-in/lost"');
    const page = await stranger.get('/sign-in/lost');
    expect(page.body).toContain('Логин или почта');
    expect(page.body).toContain('выдаст классный руководитель');
  });

  it('gets one answer, whoever is asked for and whether there is anybody: the same work is done before it', async () => {
    const answers = [];
    for (const login of ['smirnov', 'volkov', 'fedorova', 'nobody-here', 'fedorova@example.org']) {
      let statusCode = 0;
      const statements = await school.countQueries(async () => {
        const answer = await ask(login);
        statusCode = answer.statusCode;
        expect([answer.headers.location, answer.body]).toEqual(['/sign-in/lost?sent', '']);
      });
      answers.push([statusCode, statements]);
    }
    expect(new Set(answers.map(answer => answer.join()))).toHaveLength(1);
    expect((await stranger.get('/sign-in/lost?sent')).body).toContain('Если такой логин есть');
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: ['Dom@example.org'] });
    expect(letter!.text).toContain('для логина smirnov');
  });

  it('brings a letter with a link to each of a shared mailbox, and the link a new password, once', async () => {
    await ask(' DOM@example.org ');
    const found = await letters();
    expect(found.map(({ text }) => /для логина (\w+)/.exec(text)![1])).toEqual(['smirnov', 'kozlova']);
    const link = linkIn(found[0]!.text);
    const phone = await school.browser('smirnov');
    const page = await stranger.get(link);
    expect(page.body).toContain('Логин: <b>smirnov</b>');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });

    const weak = await stranger.post(link, { password: '12345678' });
    expect([weak.statusCode, weak.body.includes('слишком часто встречается')]).toEqual([422, true]);
    const set = await stranger.post(link, { password: 'мост через реку' });
    expect([set.statusCode, set.headers.location]).toEqual([303, '/sign-in']);

    expect((await phone.get('/')).headers.location).toBe('/sign-in?next=%2F');
    expect(await signIn('smirnov', 'kolokol-smirnov')).toBe(422);
    expect(await signIn('smirnov', 'мост через реку')).toBe(200);
    const again = await stranger.post(link, { password: 'чужой пароль' });
    expect([again.statusCode, again.body.includes('устарела, уже использована')]).toEqual([422, true]);
    expect(await signIn('kozlova', 'kolokol-kozlova')).toBe(200);
  });

  it('found again is told to its owner', async () => {
    const told = await query(
      school,
      `select p.login, n.kind from notice n join person p on p.id = n.reader_id where n.kind = 'password-set'`,
    );
    expect(told).toEqual([{ login: 'smirnov', kind: 'password-set' }]);
  });

  it('is set by one of two who press at the same moment', async () => {
    await ask('kozlova');
    const link = linkIn((await letters())[0]!.text);
    const presses = ['первый пароль', 'второй пароль'].map(password => stranger.post(link, { password }));
    expect((await Promise.all(presses)).map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422]);
  });

  it('opens by the last letter only, and for half an hour', async () => {
    school.world.pass(16 * 60_000);
    await ask('smirnov');
    await ask('smirnov');
    const [first, second] = await letters();
    expect((await stranger.get(linkIn(first!.text))).statusCode).toBe(422);
    expect((await stranger.get(linkIn(second!.text))).statusCode).toBe(200);
    school.world.pass(30 * 60_000 + 1);
    expect((await stranger.post(linkIn(second!.text), { password: 'мост через реку' })).statusCode).toBe(422);
  });

  it('keeps neither link nor code, but a hash', async () => {
    const kept = JSON.stringify(await query(school, 'select * from lost_password'));
    await ask('kozlova');
    const code = linkIn((await letters())[0]!.text)
      .split('/')
      .at(-1)!;
    expect(kept).not.toContain(code);
    expect(JSON.stringify(await query(school, 'select * from lost_password'))).not.toContain(code);
  });

  it('asked for again and again waits: three letters in a quarter of an hour, five a day, known or not', async () => {
    for (const login of ['kozlova', 'nobody-at-all']) {
      await query(school, `delete from sign_in_failure`);
      const codes = [];
      for (let time = 1; time <= 4; time++) codes.push((await ask(login)).statusCode);
      school.world.pass(16 * 60_000);
      for (let time = 5; time <= 7; time++) codes.push((await ask(login)).statusCode);
      expect([login, codes]).toEqual([login, [303, 303, 303, 429, 303, 303, 429]]);
    }
    expect((await ask('nobody-at-all')).body).toContain('Письмо уже отправляли несколько раз');
    await letters();
  });

  it('and from one address thirty in a quarter of an hour, whoever is asked for', async () => {
    await query(school, `delete from sign_in_failure`);
    for (let number = 1; number <= 30; number++) expect((await ask(`guess-${number}`)).statusCode).toBe(303);
    expect((await ask('guess-31')).statusCode).toBe(429);
    await letters();
  });

  it('opens for who was slowed down by somebody’s guesses', async () => {
    await query(school, `delete from sign_in_failure`);
    for (let failure = 0; failure < 10; failure++) await signIn('kozlova', 'догадка');
    expect(await signIn('kozlova', 'догадка')).toBe(429);
    await ask('kozlova');
    const link = linkIn((await letters())[0]!.text);
    expect((await stranger.post(link, { password: 'снег идёт с утра' })).statusCode).toBe(303);
    expect(await signIn('kozlova', 'снег идёт с утра')).toBe(200);
  });

  it('is asked for and set by programs too', async () => {
    const lost = (login: string) => stranger.json('POST', '/api/session/lost', { login });
    expect([(await lost('smirnov')).statusCode, (await lost('nobody-here')).statusCode]).toEqual([204, 204]);
    const code = linkIn((await letters())[0]!.text)
      .split('/')
      .at(-1)!;
    const set = (password: string) => stranger.json('POST', `/api/session/lost/${code}`, { password });
    expect((await set('1')).json().error.message).toContain('восьми');
    expect((await set('дом над рекой')).statusCode).toBe(204);
    expect((await set('дом над рекой')).statusCode).toBe(422);
    expect(await signIn('smirnov', 'дом над рекой')).toBe(200);
  });

  it('asked for without letters leads to the class teacher', async () => {
    const silent = await openTestSchool();
    const nobody = await silent.browser();
    const page = await nobody.get('/sign-in/lost');
    expect(page.body).toContain('не отправляет писем');
    expect(page.body).not.toContain('<form method="post" action="/sign-in/lost"');
    expect((await nobody.post('/sign-in/lost', { login: 'smirnov' })).statusCode).toBe(404);
    await silent.close();
  });
});
