import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

const rows = (html: string, words: string) => html.split(words).length - 1;

describe('«Мой вход» (2.3)', () => {
  test('shows Ольга Петрова the browsers she is signed in with, and closes all but this one', async () => {
    const [atWork, atHome] = [await school.browser('petrova'), await school.browser('petrova')];
    const before = (await atHome.get('/account')).body;
    expect(rows(before, 'Этот браузер')).toBe(1);
    expect(rows(before, 'Другой браузер')).toBe(1);

    expect((await atHome.post('/account/sessions')).headers.location).toBe('/account');
    const after = (await atHome.get('/account')).body;
    expect(rows(after, 'Другой браузер')).toBe(0);
    expect(after).not.toContain('Закрыть остальные');
    expect((await atWork.get('/')).headers.location).toBe('/sign-in?next=%2F');
  });

  test('closes one browser of hers and nobody else’s', async () => {
    const [here, lost, kept] = [
      await school.browser('belova'),
      await school.browser('belova'),
      await school.browser('belova'),
    ];
    const found = /action="\/account\/sessions\/(\d+)"/.exec((await here.get('/account')).body)![1]!;
    expect((await (await school.browser('masha')).post(`/account/sessions/${found}`)).statusCode).toBe(404);
    expect((await here.post(`/account/sessions/${found}`)).headers.location).toBe('/account');
    const codes = [await lost.get('/'), await kept.get('/'), await here.get('/')].map(({ statusCode }) => statusCode);
    expect(codes.toSorted()).toEqual([200, 200, 303]);
    expect((await here.post(`/account/sessions/${found}`)).statusCode).toBe(404);
  });

  test('lists no browser whose time is over: thirty days, ten minutes on somebody else’s computer', async () => {
    const nobody = await school.browser();
    await nobody.json('POST', '/api/session', { login: 'kuznetsov', password: 'kolokol-kuznetsov', shared: true });
    const kuznetsov = await school.browser('kuznetsov');
    expect((await kuznetsov.get('/account')).body).toContain('Другой браузер, чужой компьютер');
    school.world.pass(11 * 60_000);
    expect((await kuznetsov.get('/account')).body).not.toContain('Другой браузер');
  });

  test('gives programs sessions, ways and the password of whoever asks', async () => {
    const [morozov, phone] = [await school.browser('morozov'), await school.browser('morozov')];
    const sessions = (await morozov.json('GET', '/api/me/sessions')).json();
    expect(sessions).toMatchObject([{ shared: false }, { shared: false }]);
    const other = sessions.find(({ current }: { current: boolean }) => !current);
    expect((await morozov.json('DELETE', `/api/me/sessions/${other.id}`)).statusCode).toBe(204);
    expect((await phone.json('GET', '/api/me')).statusCode).toBe(401);
    const third = await school.browser('morozov');
    expect((await morozov.json('DELETE', '/api/me/sessions')).statusCode).toBe(204);
    expect((await third.json('GET', '/api/me')).statusCode).toBe(401);

    await school.as('morozov', act =>
      act.em.execute(`insert into chat (person_id, messenger, address, linked_at) values (?, 'telegram', '77', ?)`, [
        act.by.id,
        act.at,
      ]),
    );
    const { ways } = (await morozov.json('GET', '/api/me/ways')).json();
    expect(ways).toMatchObject([{ messenger: 'telegram', spare: false }]);
    expect((await morozov.json('DELETE', `/api/me/ways/${ways[0].id}`)).statusCode).toBe(204);
    expect((await morozov.json('DELETE', `/api/me/ways/${ways[0].id}`)).statusCode).toBe(404);
    expect((await morozov.json('GET', '/api/me/ways')).json().ways).toEqual([]);
    expect((await morozov.json('DELETE', '/api/me/link-codes')).statusCode).toBe(204);

    const change = (current: string, next: string) => morozov.json('PUT', '/api/me/password', { current, next });
    expect((await change('не тот', 'мост над рекой')).json().error.message).toContain('Нынешний пароль не подходит');
    expect((await change('kolokol-morozov', 'мост над рекой')).statusCode).toBe(204);
    for (let failure = 0; failure < 9; failure++) await change('не тот', 'мост над рекой');
    expect((await change('мост над рекой', 'мост под горой')).statusCode).toBe(429);
  });

  test('shows nobody the browsers of somebody else', async () => {
    await school.browser('smirnov');
    const page = (await (await school.browser('kozlova')).get('/account')).body;
    expect(rows(page, 'Другой браузер')).toBe(0);
  });

  test('counts wrong current passwords as it does at the sign-in page: after ten even the right one waits', async () => {
    const fedorova = await school.browser('fedorova');
    const change = (current: string) => fedorova.post('/account/password', { current, next: 'дважды два четыре' });
    for (let failure = 0; failure < 10; failure++) expect((await change(`догадка ${failure}`)).statusCode).toBe(422);
    const waits = await change('kolokol-fedorova');
    expect(waits.statusCode).toBe(429);
    expect(waits.body).toContain('Слишком много попыток подряд');
    school.world.pass(16 * 60_000);
    // A right one with a new password that will not do is no failure.
    const weak = () => fedorova.post('/account/password', { current: 'kolokol-fedorova', next: '1' });
    for (let time = 0; time < 11; time++) expect((await weak()).statusCode).toBe(422);
    expect((await change('kolokol-fedorova')).headers.location).toBe('/account');
  });

  test('asks Смирнов for a password that is not the first to be guessed', async () => {
    const smirnov = await school.browser('smirnov');
    const page = await smirnov.post('/account/password', { current: 'kolokol-smirnov', next: 'Qwerty123' });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Этот пароль слишком часто встречается');
  });

  test('changes the password of Волков; his other browsers must sign in again', async () => {
    const [phone, desk] = [await school.browser('volkov'), await school.browser('volkov')];
    const refused = await desk.post('/account/password', { current: 'не тот', next: 'мяч и сетка' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Нынешний пароль не подходит');
    expect((await phone.get('/')).statusCode).toBe(200);

    const changed = await desk.post('/account/password', { current: 'kolokol-volkov', next: 'мяч и сетка' });
    expect(changed.headers.location).toBe('/account');
    expect((await desk.get('/')).statusCode).toBe(200);
    expect((await phone.get('/')).headers.location).toBe('/sign-in?next=%2F');
    const nobody = await school.browser();
    const old = { login: 'volkov', password: 'kolokol-volkov' };
    expect((await nobody.json('POST', '/api/session', old)).statusCode).toBe(422);
    const next = { ...old, password: 'мяч и сетка' };
    expect((await nobody.json('POST', '/api/session', next)).statusCode).toBe(200);
  });
});
