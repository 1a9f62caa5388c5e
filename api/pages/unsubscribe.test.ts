import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addWay } from '#school/ways/add-way.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';

let school: TestSchool;
let stranger: TestBrowser;
let petrova: number;
let smirnov: number;
beforeAll(async () => {
  school = await openTestSchool();
  stranger = await school.browser();
  [petrova, smirnov] = [await school.person('petrova'), await school.person('smirnov')];
});
afterAll(() => school.close());
beforeEach(async () => {
  for (const table of ['delivery', 'chat']) await query(school, `delete from ${table}`);
});

const family = 'family@example.org';
const link = (personId: number, address = family) =>
  school.house.asHouse(act => addWay(act, personId, { messenger: 'email', address }));
const secretOf = async (personId: number) => {
  const [row] = await query<{ secret: string }>(
    school,
    `select means->>'unsubscribe' as secret from chat where person_id = :personId and ended_at is null`,
    { personId },
  );
  return row!.secret;
};
const living = () => query(school, 'select person_id, messenger from chat where ended_at is null order by id');
/** As a mailbox sends it: no cookie, no token, one field (RFC 8058). */
const oneClick = async (secret: string) =>
  (await school.server()).inject({
    ...{ method: 'POST', url: `/unsubscribe/${secret}`, payload: 'List-Unsubscribe=One-Click' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('«Отписаться» of a letter', () => {
  it('ends the letters at one POST of the mailbox, and says so again when it comes again', async () => {
    await link(petrova);
    const secret = await secretOf(petrova);
    for (const answer of [await oneClick(secret), await oneClick(secret)]) {
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('новости больше не приходят');
    }
    expect(await living()).toEqual([]);
    expect(await query(school, 'select end_reason from chat')).toEqual([{ end_reason: 'revoked' }]);
  });

  it('ends nothing when somebody, or a program that looks into letters, opens the link: it shows a button', async () => {
    await link(petrova);
    const page = await stranger.get(`/unsubscribe/${await secretOf(petrova)}`);
    expect(page.body).toContain('Больше не присылать');
    expect(page.body).not.toMatch(/Петрова|family@example/);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(await living()).toHaveLength(1);
  });

  it('of Ольга Петрова leaves the letters of Алексей Смирнов to the same mailbox, and her other ways', async () => {
    await link(petrova);
    await link(smirnov);
    const secret = await secretOf(petrova);
    await school.house.asHouse(act => addWay(act, petrova, { messenger: 'telegram', address: '501' }));
    await oneClick(secret);
    expect(await living()).toEqual([
      { person_id: smirnov, messenger: 'email' },
      { person_id: petrova, messenger: 'telegram' },
    ]);
  });

  it('opens nothing else: no session comes of it, and a guessed secret ends nothing', async () => {
    await link(petrova);
    const answer = await oneClick(await secretOf(petrova));
    expect(answer.cookies).toEqual([]);
    await link(petrova);
    for (const guess of ['AAAAAAAAAAAAAAAAAAAAAA', 'null', '%25']) {
      expect((await oneClick(guess)).statusCode).toBe(404);
    }
    expect(await living()).toHaveLength(1);
  });

  it('has a new secret when the address is given again: an old letter ends nothing', async () => {
    await link(petrova);
    const old = await secretOf(petrova);
    await oneClick(old);
    await link(petrova);
    expect(await secretOf(petrova)).not.toBe(old);
    expect((await oneClick(old)).statusCode).toBe(200);
    expect(await living()).toHaveLength(1);
  });

  it('sends what waited there another way', async () => {
    await query(
      school,
      `insert into consent (person_id, scope, form, text_version, signed_on, given_at, recorded_by_id)
       select :petrova, s, 'paper', '2026-11', '2026-09-01', now(), :petrova from unnest(array['email', 'telegram']) s on conflict do nothing`,
      { petrova },
    );
    await link(petrova);
    await school.house.asHouse(act => addWay(act, petrova, { messenger: 'telegram', address: '501' }));
    await query(school, `update chat set spare = (messenger = 'telegram')`);
    await query(school, 'delete from notice');
    await school.house.asHouse(async act => {
      act.tell(petrova, {
        kind: 'announcement',
        subject: 'document:1',
        facts: { id: 1, title: 'Собрание', excerpt: '' },
      });
    });
    await query(
      school,
      `insert into delivery (notice_id, chat_id, state, next_attempt_at)
       select n.id, c.id, 'waiting', now() from notice n, chat c where c.messenger = 'email'`,
    );
    await oneClick(await emailSecret());
    expect(
      await query(
        school,
        'select c.messenger, d.state, d.error from delivery d join chat c on c.id = d.chat_id order by d.id',
      ),
    ).toEqual([
      { messenger: 'email', state: 'refused', error: 'revoked' },
      { messenger: 'telegram', state: 'waiting', error: null },
    ]);
  });
});

async function emailSecret(): Promise<string> {
  const [row] = await query<{ secret: string }>(
    school,
    `select means->>'unsubscribe' as secret from chat where messenger = 'email'`,
  );
  return row!.secret;
}
