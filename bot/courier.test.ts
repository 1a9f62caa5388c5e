import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Telling } from '#school/act.ts';
import type { Press, PrintedScreen } from '#templates/press.ts';
import { everyoneAgrees } from '#test/consents.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { openCourier } from './courier.ts';
import { type Messenger, Undeliverable } from './messenger.ts';

const log = pino({ level: 'silent' });
const second = 1000;
const minute = 60 * second;

let school: TestSchool;
let petrova: number;
let smirnov: number;

beforeAll(async () => {
  school = await openTestSchool();
  await everyoneAgrees(school);
  [petrova, smirnov] = [await school.person('petrova'), await school.person('smirnov')];
});

afterAll(() => school.close());

afterEach(async () => {
  await sql('delete from delivery');
  await sql('delete from notice');
  await sql('delete from chat');
});

describe('the courier', () => {
  it('tells Ольга Петрова things in the order they happened, also when the first one fails', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram', [new Undeliverable('unreachable')]);
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    const { round } = courierOf(telegram);
    await round();
    expect(telegram.shown).toEqual([]);
    await tell(petrova, 'Приказ № 3');
    await round();
    school.world.pass(2 * second);
    await round();
    expect(telegram.shown).toEqual(['501: Приказ № 1', '501: Приказ № 2', '501: Приказ № 3']);
    expect(await deliveries('telegram')).toEqual([
      { state: 'sent', attempts: 2, error: null },
      { state: 'sent', attempts: 1, error: null },
      { state: 'sent', attempts: 1, error: null },
    ]);
  });

  it('makes one message of ten marks given within a minute', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    const { round } = courierOf(telegram);
    for (let mark = 1; mark <= 10; mark++) {
      await tellOf(petrova, { kind: 'mark', facts: { text: `отметка ${mark}` }, after: 20 * second });
      for (let passed = 0; passed < 6; passed += 2) {
        await round();
        school.world.pass(2 * second);
      }
    }
    await round();
    expect(telegram.shown).toEqual([`501: ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(n => `отметка ${n}`).join('\n')}`]);
  });

  it('keeps apart what does not belong together, and joins replies of one topic only', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    await tellOf(petrova, { kind: 'reply', subject: 'topic:1', facts: { text: 'первый' } });
    await tellOf(petrova, { kind: 'reply', subject: 'topic:1', facts: { text: 'второй' } });
    await tellOf(petrova, { kind: 'reply', subject: 'topic:2', facts: { text: 'о другом' } });
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    await courierOf(telegram).round();
    expect(telegram.shown).toEqual(['501: первый\nвторой', '501: о другом', '501: Приказ № 1', '501: Приказ № 2']);
  });

  it('waits for nothing that is due later', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    await tellOf(petrova, { facts: { text: 'утром' }, after: 60 * minute });
    await tell(petrova, 'сейчас');
    const { round } = courierOf(telegram);
    await round();
    expect(telegram.shown).toEqual(['501: сейчас']);
    school.world.pass(60 * minute);
    await round();
    expect(telegram.shown).toEqual(['501: сейчас', '501: утром']);
  });

  it('ends the channel of a chat that blocked the bot; the chat on the site hears everything', async () => {
    await link(petrova, '501');
    const [telegram, web] = [messengerOf('telegram', [new Undeliverable('blocked')]), messengerOf('web')];
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    const { round } = courierOf(telegram, web);
    await round();
    await tell(petrova, 'Приказ № 3');
    await round();
    expect(telegram.shown).toEqual([]);
    expect(await deliveries('telegram')).toEqual(Array(2).fill({ state: 'refused', attempts: 0, error: 'blocked' }));
    expect(await sql(`select end_reason from chat where messenger = 'telegram'`)).toEqual([{ end_reason: 'blocked' }]);
    expect(web.shown).toEqual([1, 2, 3].map(n => `${petrova}: Приказ № ${n}`));
  });

  it('tells nothing to the chats of a closed account: neither what waits there nor what comes after', async () => {
    await link(petrova, '501');
    const [telegram, web] = [messengerOf('telegram', [new Undeliverable('unreachable')]), messengerOf('web')];
    await tell(petrova, 'Приказ № 1');
    const { round } = courierOf(telegram, web);
    await round();
    await sql(`update person set deactivated_at = now() where login = 'petrova'`);
    await tell(petrova, 'Приказ № 2');
    school.world.pass(minute);
    await round();
    await sql(`update person set deactivated_at = null where login = 'petrova'`);
    expect(telegram.shown).toEqual([]);
    expect(web.shown).toEqual([`${petrova}: Приказ № 1`]);
    expect(await deliveries('telegram')).toEqual([{ state: 'refused', attempts: 1, error: 'closed' }]);
  });

  it('tells nothing to a chat unlinked meanwhile, and says so in the record', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram', [new Undeliverable('unreachable')]);
    await tell(petrova, 'Приказ № 1');
    const { round } = courierOf(telegram);
    await round();
    await sql(`update chat set ended_at = now(), end_reason = 'logout' where address = '501'`);
    await link(smirnov, '501');
    school.world.pass(2 * second);
    await round();
    expect(telegram.shown).toEqual([]);
    expect(await deliveries('telegram')).toEqual([{ state: 'refused', attempts: 1, error: 'logout' }]);
  });

  it('follows a chat that has moved, and ends it where somebody lives at that address already', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram', [new Undeliverable('moved', { movedTo: '777' })]);
    await tell(petrova, 'Приказ № 1');
    const { round } = courierOf(telegram);
    await round();
    expect(telegram.shown).toEqual(['777: Приказ № 1']);
    await link(smirnov, '502');
    telegram.failures.push(new Undeliverable('moved', { movedTo: '777' }));
    await tell(smirnov, 'Приказ № 2');
    await round();
    expect(telegram.shown).toHaveLength(1);
    expect(await deliveries('telegram')).toMatchObject([{ state: 'sent' }, { state: 'refused', error: 'gone' }]);
  });

  it('waits as long as Telegram asks, and does not count that as a failure', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram', [new Undeliverable('busy', { retryAfter: 37 * second })]);
    await tell(petrova, 'Приказ № 1');
    const { round } = courierOf(telegram);
    await round();
    expect(await deliveries('telegram')).toEqual([{ state: 'waiting', attempts: 0, error: 'busy' }]);
    school.world.pass(37 * second - 1);
    await round();
    expect(telegram.shown).toEqual([]);
    school.world.pass(1);
    await round();
    expect(telegram.shown).toEqual(['501: Приказ № 1']);
  });

  it('loses nothing in an hour without a network, asks ever more seldom, and tells all of it within five minutes after', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    telegram.down = true;
    const { round } = courierOf(telegram);
    for (let passed = 0; passed < 60; passed++) {
      if (passed % 10 === 0) await tell(petrova, `новость ${passed / 10}`);
      await round();
      school.world.pass(minute);
    }
    expect(telegram.shown).toEqual([]);
    // Pauses of 2, 4 … 256, then 300 s: tried in the minutes 0, 1, 2, 3, 4, 5, 7, 10, 15, 20 … 55.
    expect(telegram.tried).toBe(8 + 9);
    telegram.down = false;
    school.world.pass(5 * minute);
    await round();
    expect(telegram.shown).toEqual([0, 1, 2, 3, 4, 5].map(n => `501: новость ${n}`));
  });

  it('lets a hanging messenger stop no other, and a hanging chat no other chat', async () => {
    await link(petrova, '501');
    await link(smirnov, '502');
    const [telegram, web] = [messengerOf('telegram'), messengerOf('web')];
    const held = Promise.withResolvers<void>();
    telegram.hold = address => (address === '501' ? held.promise : undefined);
    await tell(petrova, 'Приказ № 1');
    await tell(smirnov, 'Приказ № 1');
    const round = courierOf(telegram, web).round();
    await telegram.heard('502: Приказ № 1');
    await web.heard(`${petrova}: Приказ № 1`);
    // What comes while 501 hangs is told as well.
    await tell(smirnov, 'Приказ № 2');
    await school.house.asHouse(async act => act.em.execute('select 1'));
    const later = courierOf(telegram, web).round();
    await telegram.heard('502: Приказ № 2');
    held.resolve();
    await Promise.all([round, later]);
    expect(telegram.shown.filter(line => line.startsWith('501'))).toEqual(['501: Приказ № 1']);
  });

  it('sends each once when two couriers carry side by side', async () => {
    const everyone = await sql<{ id: number }>(`select id from person order by id limit 60`);
    for (const { id } of everyone) await link(id, `${id}`);
    for (const n of [1, 2, 3, 4]) await tellAll(everyone, `новость ${n}`);
    const telegram = messengerOf('telegram');
    telegram.hold = async () => void (await sql('select 1'));
    await Promise.all(Array.from({ length: 4 }, () => courierOf(telegram).round()));
    await courierOf(telegram).round();
    const each = [1, 2, 3, 4].map(n => `новость ${n}`);
    expect(telegram.shown).toHaveLength(240);
    for (const { id } of everyone) {
      const mine = telegram.shown.filter(line => line.startsWith(`${id}: `)).map(line => line.split(': ')[1]);
      expect(mine).toEqual(each);
    }
  });

  it('refuses a notice that can’t be printed, and tells the others', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    await tell(petrova, 'Приказ № 1');
    await tellOf(petrova, { facts: {} });
    await tell(petrova, 'Приказ № 3');
    await courierOf(telegram).round();
    expect(telegram.shown).toEqual(['501: Приказ № 1', '501: Приказ № 3']);
    expect(await deliveries('telegram')).toMatchObject([
      { state: 'sent' },
      { state: 'refused', error: 'fault' },
      { state: 'sent' },
    ]);
  });

  it('finds the one faulty mark among ten and tells the nine', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram');
    for (const n of [1, 2, 3]) await tellOf(petrova, { kind: 'mark', facts: n === 2 ? {} : { text: `отметка ${n}` } });
    await courierOf(telegram).round();
    expect(telegram.shown).toEqual(['501: отметка 1', '501: отметка 3']);
    expect((await deliveries('telegram')).map(({ state }) => state)).toEqual(['sent', 'refused', 'sent']);
  });

  it('tries a fault of showing three times, for it may have been the database, and goes on without that notice', async () => {
    await link(petrova, '501');
    const telegram = messengerOf('telegram', [new Error('400'), new Error('400'), new Error('400')]);
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    const { round } = courierOf(telegram);
    for (const pause of [0, 2, 4]) {
      school.world.pass(pause * second);
      await round();
    }
    expect(telegram.shown).toEqual(['501: Приказ № 2']);
    expect(await deliveries('telegram')).toMatchObject([{ state: 'refused', error: 'fault' }, { state: 'sent' }]);
  });

  it('passes on by e-mail what the messenger would not take, when the chat itself goes on', async () => {
    await link(petrova, '501');
    await sql(
      `insert into chat (person_id, messenger, address, linked_at, spare) values (${petrova}, 'email', 'p@example.ru', now(), true)`,
    );
    const telegram = messengerOf('telegram', [new Error('400'), new Error('400'), new Error('400')]);
    const email = messengerOf('email');
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    const { round } = courierOf(telegram);
    for (const pause of [0, 2, 4]) {
      school.world.pass(pause * second);
      await round();
    }
    await courierOf(email).round();
    expect(telegram.shown).toEqual(['501: Приказ № 2']);
    expect(email.shown).toEqual(['p@example.ru: Приказ № 1']);
  });

  it('goes on in the middle of a long notice where it broke off', async () => {
    await link(petrova, '501');
    const [one, two] = ['а'.repeat(3000), 'б'.repeat(3000)];
    const telegram = messengerOf('telegram');
    telegram.hold = async (_, text) => {
      if (text === two && telegram.tried === 2) throw new Undeliverable('busy', { retryAfter: second });
    };
    await tell(petrova, `${one}\n${two}`);
    const { round } = courierOf(telegram);
    await round();
    school.world.pass(second);
    await round();
    expect(telegram.shown).toEqual([`501: ${one}`, `501: ${two}`]);
  });

  it('tells a chat nothing twice itself, however long its messenger takes', async () => {
    await link(petrova, '501');
    await link(smirnov, '502');
    await tell(petrova, 'Приказ № 1');
    const telegram = messengerOf('telegram');
    const held = Promise.withResolvers<void>();
    telegram.hold = address => (address === '501' ? held.promise : undefined);
    const round = courierOf(telegram).round();
    await telegram.begun;
    school.world.pass(200 * second);
    await tell(smirnov, 'Приказ № 1');
    await courierOf(messengerOf('web')).round();
    await telegram.heard('502: Приказ № 1');
    held.resolve();
    await round;
    expect(telegram.tried).toBe(2);
  });

  it('takes over after 90 seconds what a dead courier had in its hands', async () => {
    await link(petrova, '501');
    await tell(petrova, 'Приказ № 1');
    const dead = messengerOf('telegram');
    const never = Promise.withResolvers<void>();
    dead.hold = () => never.promise;
    const round = courierOf(dead).round();
    await dead.begun;
    const telegram = messengerOf('telegram');
    const { round: again } = courierOf(telegram);
    school.world.pass(89 * second);
    await again();
    expect(telegram.shown).toEqual([]);
    school.world.pass(second);
    await again();
    expect(telegram.shown).toEqual(['501: Приказ № 1']);
    never.resolve();
    await round;
  });

  it('stops soon though Telegram hangs, and leaves the rest to the next start', async () => {
    await link(petrova, '501');
    await tell(petrova, 'Приказ № 1', 'Приказ № 2');
    const hanging = messengerOf('telegram');
    hanging.hold = (_address, _text, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Undeliverable('unreachable')));
      });
    const courier = courierOf(hanging);
    courier.start();
    await hanging.begun;
    await courier.stop();
    school.world.pass(2 * second);
    const telegram = messengerOf('telegram');
    await courierOf(telegram).round();
    expect(telegram.shown).toEqual(['501: Приказ № 1', '501: Приказ № 2']);
  });

  it('carries 300 notices to 300 chats with few queries', async () => {
    const everyone = await sql<{ id: number }>(`select id from person order by id limit 300`);
    await sql(`insert into chat (person_id, messenger, address, linked_at)
      select p.id, 'telegram', p.id::text, now() from person p order by p.id limit 300`);
    await tellAll(everyone, 'Приказ № 1');
    const telegram = messengerOf('telegram');
    const queries = await school.countQueries(() => courierOf(telegram).round());
    expect(telegram.shown).toHaveLength(300);
    // Three to record each (its transaction and one update), four for ten or more chats taken, and a few to send out.
    expect(queries).toBeLessThan(300 * 3 + 30 * 4 + 20);
  });
});

interface Scripted extends Messenger {
  shown: string[];
  tried: number;
  /** The next calls fail so. */
  failures: Error[];
  down: boolean;
  /** What a call waits for. */
  hold(address: string, text: string, signal?: AbortSignal): Promise<void> | undefined;
  heard(line: string): Promise<void>;
  /** Comes with the first call. */
  begun: Promise<void>;
}

function messengerOf(name: Messenger['name'], failures: Error[] = []): Scripted {
  const first = Promise.withResolvers<void>();
  const waiting = new Map<string, () => void>();
  const scripted: Scripted = {
    name,
    failures,
    shown: [],
    tried: 0,
    down: false,
    begun: first.promise,
    hold: () => undefined,
    heard: line => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (scripted.shown.includes(line)) resolve();
      waiting.set(line, resolve);
      return promise;
    },
    show: async (address, { text }, { signal } = {}) => {
      scripted.tried++;
      first.resolve();
      const failure = scripted.failures.shift() ?? (scripted.down && new Undeliverable('unreachable'));
      if (failure) throw failure;
      await scripted.hold(address, text, signal);
      scripted.shown.push(`${address}: ${text}`);
      waiting.get(`${address}: ${text}`)?.();
      return { messageId: String(scripted.shown.length) };
    },
  };
  return scripted;
}

/** Prints the fact `text` of each notice; without one it throws, as the real press does. */
const press: Pick<Press, 'screen'> = {
  screen: (_name, view) => {
    const { notices } = view as { notices: { text?: string }[] };
    const lines = notices.map(({ text }) => text ?? raise());
    return { text: lines.join('\n'), buttons: [] } satisfies PrintedScreen;
  },
};

function raise(): never {
  throw new Error('"text" not defined');
}

function courierOf(...messengers: Messenger[]) {
  return openCourier({ house: school.house, press: press as Press, messengers, log, everyMs: 5 });
}

async function tell(reader: number, ...texts: string[]): Promise<void> {
  for (const text of texts) await tellOf(reader, { facts: { text } });
}

async function tellAll(readers: { id: number }[], text: string): Promise<void> {
  await school.house.asHouse(async act => {
    for (const { id } of readers) act.tell(id, { kind: 'document', subject: 'document:1', facts: { text } });
  });
}

async function tellOf(reader: number, { after = 0, ...telling }: Partial<Telling> & { after?: number }): Promise<void> {
  await school.house.asHouse(async act => {
    const dueAt = new Date(act.at.getTime() + after);
    act.tell(reader, { kind: 'document', subject: 'document:1', facts: {}, ...telling, dueAt });
  });
}

async function link(personId: number, address: string): Promise<void> {
  await sql(`insert into chat (person_id, messenger, address, linked_at) values (?, 'telegram', ?, now())`, [
    personId,
    address,
  ]);
}

function deliveries(messenger: string): Promise<{ state: string; attempts: number; error: string | null }[]> {
  return sql(
    `select d.state, d.attempts, d.error from delivery d join chat c on c.id = d.chat_id where c.messenger = ? order by d.id`,
    [messenger],
  );
}

function sql<Row>(query: string, params: unknown[] = []): Promise<Row[]> {
  return school.orm.em.fork().execute<Row[]>(query, params);
}
