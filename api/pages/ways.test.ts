import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '#school/act.ts';
import { issuePaperCode, linkChat } from '#school/link-codes.ts';
import { giveConsent } from '#school/ways/consents.ts';
import { acceptConfirmation, confirmEmail } from '#school/ways/email.ts';
import { plainText } from '#templates/plain-text.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query, refusalOf } from '#test/journal.ts';

let school: TestSchool;
let petrova: TestBrowser;
let ivanova: TestBrowser;
let kuznetsov: TestBrowser;
beforeAll(async () => {
  const push = { publicKey: 'BPublicKeyOfTheSchool', further: [] };
  school = await openTestSchool({ api: { push, mails: true, botName: () => 'zvonok_school_bot' } });
  petrova = await school.browser('petrova');
  ivanova = await school.browser('ivanova');
  kuznetsov = await school.browser('kuznetsov');
});
afterAll(() => school.close());

const wordsOf = (body: string) =>
  plainText(
    body
      .slice(body.indexOf('<main'), body.indexOf('</main>'))
      .replace(/(?=<(?:li|td|th|p|h2|a|option|button)\b)/g, ' '),
  ).replace(/\s+/g, ' ');
const words = async (browser: TestBrowser, address: string) => {
  const { body, statusCode } = await browser.get(address);
  expect(statusCode, address).toBe(200);
  return wordsOf(body);
};
const link = async (login: string, address: string) => {
  const personId = await school.person(login);
  const { code } = await school.as(login, act => issuePaperCode(act, personId));
  await linkChat(school.house, { messenger: 'telegram', address }, code);
};
const sql = (text: string, params: Record<string, unknown> = {}) =>
  query<Record<string, unknown>>(school, text, params);

describe('the page «Мессенджеры»', () => {
  afterEach(() =>
    sql(
      `update chat set ended_at = now(), end_reason = 'revoked', loss_seen_at = now() where messenger <> 'web' and ended_at is null`,
    ),
  );

  it('says to Ольга Петрова where her news goes, and lets her make a way a spare one', async () => {
    await link('petrova', '700');
    expect(await words(petrova, '/messengers')).toContain('Telegram с 24 ноября, 12:30 Основной.');
    const [chat] = await sql(`select id from chat where address = '700'`);
    await petrova.post('/messengers/use', { chat: `${chat!.id}`, spare: 'yes' });
    expect(await words(petrova, '/messengers')).toContain('Запасной: если другие не доходят.');
  });

  it('takes «Согласен», pressed twice at once, as said once', async () => {
    await petrova.post('/messengers/withdraw', { scope: 'push' });
    const agree = (act: Act) => giveConsent(act, 'push');
    let second: Promise<void> | undefined;
    await school.as('petrova', async act => {
      await agree(act);
      second = school.as('petrova', agree);
      // Until the second one waits for the first.
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await sql(waiting)).length === 0);
    });
    expect(await second).toBeUndefined();
  });

  it('opens the link of a letter once, also when it is pressed twice at once', async () => {
    const [{ id } = { id: 0 }] = await query<{ id: number }>(
      school,
      `insert into email_confirmation (person_id, address, text_version, asked_at, expires_at)
       values (:person, 'olga@example.ru', '2026-11', now(), '2026-12-31') returning id`,
      { person: await school.person('petrova') },
    );
    await school.house.asHouse(act => acceptConfirmation(act, id, 'the code'));
    const confirm = (act: Act) => confirmEmail(act, 'the code');
    let second: Promise<unknown> | undefined;
    await school.as('petrova', async act => {
      await confirm(act);
      await act.em.flush();
      second = refusalOf(school.as('petrova', confirm));
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await sql(waiting)).length === 0);
    });
    expect(await second).toMatchObject({ reason: 'way/email-link' });
  });

  it('says on every page that a way is lost, until she has taken note of it', async () => {
    await link('petrova', '701');
    await sql(`update chat set ended_at = :at, end_reason = 'blocked' where address = '701'`, {
      at: school.world.now(),
    });
    expect(await words(petrova, '/')).toContain('Связь потеряна. Telegram: сообщения туда больше не доходят.');
    expect(await words(petrova, '/messengers')).toContain('С 24 ноября чат не принимает сообщений');
    const [chat] = await sql(`select id from chat where address = '701'`);
    // Not for others to take note of.
    expect((await ivanova.post('/messengers/lost', { chat: `${chat!.id}` })).statusCode).toBe(404);
    await petrova.post('/messengers/lost', { chat: `${chat!.id}` });
    expect(await words(petrova, '/')).not.toContain('Связь потеряна');
  });

  it('says so no longer when the chat is linked anew', async () => {
    await link('petrova', '702');
    await sql(`update chat set ended_at = :at, end_reason = 'blocked' where address = '702'`, {
      at: school.world.now(),
    });
    await link('petrova', '702');
    expect(await words(petrova, '/')).not.toContain('Связь потеряна');
  });

  it('withdraws a consent at once and gives it again', async () => {
    await link('petrova', '703');
    await petrova.post('/messengers/withdraw', { scope: 'telegram' });
    expect(await words(petrova, '/messengers')).toContain('Нет вашего согласия, поэтому сюда ничего не приходит.');
    await petrova.post('/messengers/consent', { scope: 'telegram' });
    expect(await words(petrova, '/messengers')).toContain('Основной.');
    expect(
      await sql(
        `select form, text_version, withdrawn_at is not null as over from consent
        where scope = 'telegram' and person_id = :petrova order by id`,
        { petrova: await school.person('petrova') },
      ),
    ).toEqual([
      { form: 'electronic', text_version: '2026-11', over: true },
      { form: 'electronic', text_version: '2026-11', over: false },
    ]);
  });

  it('does not let Маша, who is eleven, agree by herself: for her a parent signs', async () => {
    const masha = await school.browser('masha');
    await masha.post('/messengers/withdraw', { scope: 'email' });
    const { statusCode, body } = await masha.post('/messengers/consent', { scope: 'email' });
    expect([statusCode, body.includes('До 14 лет согласие на сообщения подписывает родитель')]).toEqual([403, true]);
    expect(await words(masha, '/messengers')).toContain('До 14 лет согласие на письма подписывает родитель.');
  });
});

describe('the registrar', () => {
  it('switches a channel off and on; the page says who and when, and what the law says', async () => {
    const before = await words(kuznetsov, '/channels');
    expect(before).toContain('Федеральный закон от 01.04.2025 № 41-ФЗ');
    await kuznetsov.post('/channels', { channel: 'telegram', mode: 'facts-only' });
    await kuznetsov.post('/channels', { channel: 'telegram', mode: 'off' });
    expect(await words(kuznetsov, '/channels')).toContain(
      '24 ноября в 12:30: отключено (Кузнецов И. С.) 24 ноября в 12:30: только факт (Кузнецов И. С.)',
    );
    await kuznetsov.post('/channels', { channel: 'telegram', mode: 'open' });
  });

  it('can not switch e-mail off', async () => {
    expect(wordsOf((await kuznetsov.post('/channels', { channel: 'email', mode: 'off' })).body)).toContain(
      'почта и сайт работают всегда',
    );
  });

  it('prints a paper to be signed: for a parent, by a parent for Маша, and an empty one', async () => {
    const [mother, child] = [await school.person('petrova'), await school.person('masha')];
    const paper = await words(kuznetsov, `/consents/form?person=${mother}`);
    expect(paper).toMatch(/^.*Я, Петрова Ольга .+, адрес: _+/);
    expect(paper.match(/☐ Согласен, чтобы школа «.+?» присылала мне новости/g)).toHaveLength(3);
    expect(paper).toContain('Сведений о здоровье в них не бывает');
    expect(paper).toContain('Текст 2026-11');
    expect(await words(kuznetsov, `/consents/form?person=${child}`)).toMatch(
      /законного представителя действуя за своего ребёнка: Петрова Мария/,
    );
    expect(await words(kuznetsov, '/consents/form')).toMatch(/Я, _+, фамилия, имя, отчество/);
    expect((await kuznetsov.get('/consents/form?person=999999')).statusCode).toBe(404);
    expect((await ivanova.get(`/consents/form?person=${mother}`)).statusCode).toBe(403);
  });

  it('writes a paper into the register of consents, and a withdrawal', async () => {
    const [parent] = await sql(
      `select p.id, p.family_name as name from person p join guardianship g on g.parent_id = p.id
       where not exists (select from consent k where k.person_id = p.id) order by p.id limit 1`,
    );
    const search = encodeURIComponent(String(parent!.name));
    expect(await words(kuznetsov, `/consents?search=${search}`)).toContain('Записать согласие с бумаги');
    const paper = { person: `${parent!.id}`, scope: 'email', signedOn: '2026-11-20' };
    expect((await kuznetsov.post('/consents', paper)).statusCode).toBe(303);
    expect(wordsOf((await kuznetsov.post('/consents', paper)).body)).toContain('Это согласие уже записано');
    expect(await words(kuznetsov, `/consents?search=${search}`)).toContain('на бумаге, текст 2026-11 20 ноября 2026');
    const [kept] = await sql('select id from consent where person_id = :id', { id: parent!.id });
    await kuznetsov.post('/consents/withdraw', { consent: `${kept!.id}` });
    expect(await sql('select withdrawn_at is not null as over from consent where id = :id', { id: kept!.id })).toEqual([
      { over: true },
    ]);
  });

  it('is kept by programs of Кузнецов as on its page', async () => {
    const [volkov, search] = [await school.person('volkov'), encodeURIComponent('Волков')];
    await sql(`delete from consent where person_id = :id`, { id: volkov });
    const paper = { personId: volkov, scope: 'telegram', signedOn: '2026-11-20' };
    expect((await kuznetsov.json('POST', '/api/consents', paper)).statusCode).toBe(204);
    expect((await kuznetsov.json('POST', '/api/consents', paper)).statusCode).toBe(409);
    const register = async () => (await kuznetsov.json('GET', `/api/consents?search=${search}`)).json().lines;
    const [line] = await register();
    expect(line).toMatchObject({ personId: volkov, form: 'paper', signedOn: '2026-11-20', withdrawnAt: null });
    expect((await kuznetsov.json('DELETE', `/api/consents/${line.id}`)).statusCode).toBe(204);
    expect((await register())[0].withdrawnAt).toMatch(/^2026-11-24T/);
    expect((await kuznetsov.json('DELETE', `/api/consents/${line.id}`)).statusCode).toBe(404);
  });
});
