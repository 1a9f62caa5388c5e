import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCourier } from '#bot/courier.ts';
import type { Messenger } from '#bot/messenger.ts';
import { signOut } from '#school/sign-in.ts';
import { type KeyPair, vapidKeys } from '#school/ways/push.ts';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { type PushService, startPushService } from '#test/push-service.ts';
import { makeVapidKeys, openPush } from './push.ts';

let school: TestSchool;
let service: PushService;
let keys: KeyPair;
let petrova: TestBrowser;
let mother: number;

beforeAll(async () => {
  service = await startPushService();
  const push = { publicKey: 'not asked for here', further: [service.origin] };
  school = await openTestSchool({ api: { push } });
  keys = await school.house.asHouse(act => vapidKeys(act, makeVapidKeys));
  mother = await school.person('petrova');
});
afterAll(async () => {
  await service.close();
  await school.close();
});
beforeEach(async () => {
  for (const table of ['delivery', 'notice', 'chat']) await query(school, `delete from ${table}`);
  service.arrived.clear();
  service.calls.splice(0);
  service.answers.splice(0);
  petrova = await school.browser('petrova');
});

const allow = async (browser = petrova) => {
  const subscription = service.subscribe(keys.publicKey);
  const { statusCode } = await browser.json('POST', '/api/push', { ...subscription, agreed: true });
  expect(statusCode).toBe(204);
  return subscription.endpoint;
};
const tell = (comment: string | null = null) =>
  school.house.asHouse(async act => {
    const mark = { value: 5, workKind: 'контрольная', comment };
    const facts = { givenName: 'Маша', subject: 'Математика', day: '2026-11-24', old: null, mark };
    act.tell(mother, { kind: 'mark', subject: 'lesson:1', facts });
  });
const web: Messenger = { name: 'web', show: async () => ({}) };
const round = () => {
  const { house, press, world } = school;
  const push = openPush({ press, keys, site: 'https://journal.example', now: world.now });
  return openCourier({ house, press, messengers: [web, push], log: pino({ level: 'silent' }), everyMs: 5 }).round();
};
const states = () =>
  query(
    school,
    `select d.state, d.error, d.attempts from delivery d join chat c on c.id = d.chat_id where c.messenger = 'push' order by d.id`,
  );
const ended = () => query(school, `select end_reason from chat where messenger = 'push' order by id`);

describe('the school’s keys', () => {
  it('are made once and kept, whoever starts first', async () => {
    const both = await Promise.all([1, 2].map(() => school.house.asHouse(act => vapidKeys(act, makeVapidKeys))));
    expect(both).toEqual([keys, keys]);
  });
});

describe('a notice as a push', () => {
  it('is opened by the browser alone, signed by the school, and leads to the notices', async () => {
    const endpoint = await allow();
    await tell();
    await round();
    const [{ payload, ttl, topic }] = service.arrived.get(endpoint) as [
      { payload: Record<string, string>; ttl: string; topic: string },
    ];
    expect({ ...payload, body: payload.body!.replaceAll('\u00a0', ' ') }).toEqual({
      title: 'Школьный журнал',
      body: 'Маша, Математика: 5 — контрольная',
      url: '/notices',
      tag: topic,
    });
    expect([ttl, topic.length]).toEqual(['86400', 32]);
    expect(await states()).toEqual([{ state: 'sent', error: null, attempts: 1 }]);
  });

  it('goes to every browser of hers', async () => {
    const endpoints = [await allow(), await allow()];
    await tell();
    await round();
    expect(endpoints.map(endpoint => service.arrived.get(endpoint)?.length)).toEqual([1, 1]);
  });

  it('fits whatever a teacher has written', async () => {
    const endpoint = await allow();
    await tell('Длинное пояснение. '.repeat(150));
    await round();
    const payload = service.arrived.get(endpoint)![0]!.payload as { body: string };
    expect(payload.body).toHaveLength(1200);
    expect(payload.body.endsWith('…')).toBe(true);
  });

  it('bears the same tag when it comes again, so that the browser shows it once', async () => {
    const endpoint = await allow();
    await tell();
    await round();
    await query(school, `update delivery set state = 'waiting', next_attempt_at = sent_at where state = 'sent'`);
    await round();
    const tags = service.arrived.get(endpoint)!.map(({ topic }) => topic);
    expect(tags).toEqual([tags[0], tags[0]]);
  });

  it.each([404, 410])('ends the subscription at %i', async status => {
    await allow();
    service.answers.push({ status });
    await tell();
    await round();
    expect([await ended(), await states()]).toEqual([
      [{ end_reason: 'gone' }],
      [{ state: 'refused', error: 'gone', attempts: 0 }],
    ]);
  });

  it('waits as long as the service asks, and that is no failure', async () => {
    const endpoint = await allow();
    service.answers.push({ status: 429, headers: { 'retry-after': '37' } });
    await tell();
    await round();
    expect(await states()).toEqual([{ state: 'waiting', error: 'busy', attempts: 0 }]);
    school.world.pass(36_999);
    await round();
    expect(service.calls).toHaveLength(1);
    school.world.pass(1);
    await round();
    expect(service.arrived.get(endpoint)).toHaveLength(1);
  });

  it('reads a date as well as seconds, and takes a minute for what it can not read', async () => {
    for (const [text, wait] of [
      [new Date(school.world.now().getTime() + 90_000).toUTCString(), 90_000],
      ['soon', 60_000],
    ] as const) {
      await query(school, 'delete from delivery');
      await query(school, 'delete from chat');
      await allow();
      service.answers.push({ status: 429, headers: { 'retry-after': text } });
      await tell();
      const at = school.world.now().getTime();
      await round();
      const [put] = await query<{ next: string }>(
        school,
        `select max(next_attempt_at) as next from delivery where state = 'waiting'`,
      );
      // A date knows whole seconds only.
      expect(Math.abs(new Date(put!.next).getTime() - at - wait)).toBeLessThan(1000);
    }
  });

  it('comes later when the service is down, and is given up after three tries when it calls our request wrong', async () => {
    await allow();
    service.answers.push({ status: 503 });
    await tell();
    await round();
    expect(await states()).toEqual([{ state: 'waiting', error: 'unreachable', attempts: 1 }]);
    service.answers.push({ status: 400 }, { status: 400 });
    for (const pause of [2000, 4000]) {
      school.world.pass(pause);
      await round();
    }
    expect(await states()).toMatchObject([{ state: 'refused', error: 'fault' }]);
    expect(await ended()).toEqual([{ end_reason: null }]);
  });
});

describe('a browser', () => {
  it('at no browser’s push service, or without its keys, is not taken', async () => {
    const subscription = service.subscribe(keys.publicKey);
    const tries = [
      { ...subscription, endpoint: 'https://journal.example/push' },
      { ...subscription, endpoint: 'http://127.0.0.1:5432/' },
      { ...subscription, endpoint: 'https://fcm.googleapis.com.evil.example/x' },
      { ...subscription, endpoint: 'http://fcm.googleapis.com/x' },
      { ...subscription, keys: { p256dh: 'AAAA', auth: 'AAAA' } },
    ];
    for (const one of tries) {
      expect((await petrova.json('POST', '/api/push', { ...one, agreed: true })).statusCode, one.endpoint).toBe(422);
    }
    const known = { ...subscription, endpoint: 'https://fcm.googleapis.com/fcm/send/abc' };
    expect((await petrova.json('POST', '/api/push', { ...known, agreed: true })).statusCode).toBe(204);
  });

  it('is not pushed to without «Согласен»', async () => {
    const subscription = service.subscribe(keys.publicKey);
    expect((await petrova.json('POST', '/api/push', { ...subscription, agreed: false })).statusCode).toBe(422);
    await tell();
    await round();
    expect(service.calls).toEqual([]);
  });

  it('hears nothing more after «Выключить», and nobody else can switch it off', async () => {
    const endpoint = await allow();
    const smirnov = await school.browser('smirnov');
    await smirnov.json('DELETE', '/api/push', { endpoint });
    await tell();
    await round();
    expect(service.arrived.get(endpoint)).toHaveLength(1);
    await petrova.json('DELETE', '/api/push', { endpoint });
    await tell();
    await round();
    expect(service.arrived.get(endpoint)).toHaveLength(1);
  });

  it('that signs out at a shared computer hears nothing more; another browser of hers does', async () => {
    const shared = await allow();
    const own = await allow(await school.browser('petrova'));
    await petrova.post('/sign-out');
    await tell();
    await round();
    expect([service.arrived.get(shared), service.arrived.get(own)?.length]).toEqual([undefined, 1]);
  });

  it('at which somebody else signs in without her signing out hears nothing more', async () => {
    await allow();
    const { statusCode } = await petrova.post('/sign-in', { login: 'smirnov', password: 'kolokol-smirnov' });
    expect(statusCode).toBe(303);
    await tell();
    await round();
    expect(service.calls).toEqual([]);
  });

  it('at which she signs in anew goes on hearing, until she signs out there', async () => {
    const endpoint = await allow();
    const again = await petrova.post('/sign-in', { login: 'petrova', password: 'kolokol-petrova' });
    await tell();
    await round();
    expect(service.arrived.get(endpoint)).toHaveLength(1);
    const token = again.cookies.find(({ name }) => name === 'zvonok')!.value;
    await school.house.asHouse(act => signOut(act, token));
    await tell();
    await round();
    expect(service.arrived.get(endpoint)).toHaveLength(1);
  });

  it('whose session she ends from elsewhere hears nothing more; the one she does it at goes on', async () => {
    const left = await allow();
    const own = await school.browser('petrova');
    const here = await allow(own);
    expect((await own.post('/account/sessions')).statusCode).toBe(303);
    await tell();
    await round();
    expect([service.arrived.get(left), service.arrived.get(here)?.length]).toEqual([undefined, 1]);
  });

  it('given to Алексей Смирнов is his, and hers no longer', async () => {
    const subscription = service.subscribe(keys.publicKey);
    await petrova.json('POST', '/api/push', { ...subscription, agreed: true });
    const smirnov = await school.browser('smirnov');
    await smirnov.json('POST', '/api/push', { ...subscription, agreed: true });
    await tell();
    await round();
    expect(service.calls).toEqual([]);
  });
});
