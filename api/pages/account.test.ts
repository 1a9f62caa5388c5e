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
