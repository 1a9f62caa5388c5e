import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KeyPair, vapidKeys } from '#school/ways/push.ts';
import { everyoneAgrees } from '#test/consents.ts';
import type { Errand } from '#test/courier-process.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { beginningOf, killedCouriers, othersAtWork, tellOrders } from '#test/killed-couriers.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { type PushService, startPushService } from '#test/push-service.ts';
import { makeVapidKeys } from './push/push.ts';

const kills = 10;
const readers = 8;
const noticesEach = 12;

let school: TestSchool;
let mail: MailServer;
let service: PushService;
let keys: KeyPair;
const couriers = killedCouriers();

beforeAll(async () => {
  school = await openTestSchool();
  await everyoneAgrees(school);
  mail = await startMailServer();
  service = await startPushService();
  keys = await school.house.asHouse(act => vapidKeys(act, makeVapidKeys));
  const people = await query<{ id: number }>(school, `select id from person order by id limit ${readers}`);
  for (const { id } of people) {
    const { endpoint, keys: means } = service.subscribe(keys.publicKey);
    await query(
      school,
      `insert into chat (person_id, messenger, address, means, linked_at)
       values (:id, 'email', :mailbox, null, now()), (:id, 'push', :endpoint, :means::jsonb, now())`,
      { id, mailbox: `reader${id}@example.org`, endpoint, means: JSON.stringify(means) },
    );
  }
  await tellOrders(
    school,
    people.map(({ id }) => id),
    noticesEach,
  );
});

afterAll(async () => {
  couriers.endAll();
  await mail.close();
  await service.close();
  await school.close();
});

it('loses no letter and no push when it is killed ten times; a repeat bears the number of the first', async () => {
  let next = couriers.begin();
  let inFlight = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const child = await next;
    next = couriers.begin();
    const before = { letters: letters().length, pushes: pushes().length };
    if (kill % 3 === 0)
      service.answers.push(...Array.from({ length: 4 }, () => ({ status: 429, headers: { 'retry-after': '1' } })));
    child.send(errand(kill));
    const moment = 2 + (school.world.random(1)[0]! % 10);
    await expect
      .poll(() => letters().length + pushes().length, { interval: 1, timeout: 10_000 })
      .toBeGreaterThanOrEqual(Math.min(before.letters + before.pushes + moment, 2 * readers * noticesEach));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => mail.lines() + service.lines()).toBe(0);
    await expect.poll(() => query(school, othersAtWork)).toEqual([]);
    const recorded = new Set(await records());
    const arrived = [...letters().slice(before.letters), ...pushes().slice(before.pushes)];
    inFlight += new Set(arrived.filter(message => !recorded.has(message))).size;
  }
  const last = await next;
  last.send(errand(kills + 1));
  await expect.poll(records, { timeout: 20_000 }).toHaveLength(2 * readers * noticesEach);
  last.kill('SIGKILL');

  const all = [...letters(), ...pushes()];
  expect(new Set(all).size).toBe(2 * readers * noticesEach);
  // What was in flight at a kill came twice, and nothing else; a mailbox or a browser knows it by its number.
  expect(inFlight).toBeGreaterThan(0);
  expect(all.length - new Set(all).size).toBe(inFlight);
}, 120_000);

/** Letters as «number@127.0.0.1», pushes by their tags: the number of a delivery is in both. */
function letters(): string[] {
  return mail.letters.map(({ head }) => /^Message-ID: <([^@]+)@/im.exec(head)![1]!);
}

function pushes(): string[] {
  return service.calls.filter(({ status }) => status === 201).map(({ topic }) => topic);
}

async function records(): Promise<string[]> {
  const rows = await query<{ message: string }>(
    school,
    `select d.message_id as message from delivery d join chat c on c.id = d.chat_id where d.state = 'sent' and c.messenger <> 'web'`,
  );
  return rows.map(({ message }) => message);
}

function errand(life: number): Errand {
  const at = beginningOf(school, life);
  return { connection: school.connection, smtpUrl: mail.url, pushKeys: keys, at };
}
