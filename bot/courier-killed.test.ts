import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import { everyoneAgrees } from '#test/consents.ts';
import type { Errand } from '#test/courier-process.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { beginningOf, killedCouriers, othersAtWork, tellOrders } from '#test/killed-couriers.ts';

const kills = 20;
const chats = 12;
const noticesEach = 30;

let school: TestSchool;
let api: BotApi;
const couriers = killedCouriers();

beforeAll(async () => {
  school = await openTestSchool();
  await everyoneAgrees(school);
  api = await startBotApi();
  const readers = await sql<{ id: number }>(`select id from person order by id limit ${chats}`);
  for (const { id } of readers) {
    api.person({ id, first_name: 'Учитель' }).says('/start');
    await sql(`insert into chat (person_id, messenger, address, linked_at) values (?, 'telegram', ?, now())`, [
      id,
      `${id}`,
    ]);
  }
  await tellOrders(
    school,
    readers.map(({ id }) => id),
    noticesEach,
  );
});

afterAll(async () => {
  couriers.endAll();
  await api.close();
  await school.close();
});

it('loses nothing when it is killed twenty times amid storms of 429, and repeats only what was in flight', async () => {
  let inFlight = 0;
  let next = couriers.begin();
  for (let kill = 1; kill <= kills; kill++) {
    const child = await next;
    next = couriers.begin();
    const before = sent().length;
    if (kill % 4 === 1) api.failNext(429, { method: 'sendMessage', calls: 4, retryAfter: 1 });
    child.send(errand(kill));
    // Somewhere among the first of its messages, on receiving one or on having answered it.
    const moment = 1 + (school.world.random(1)[0]! % 18);
    await (kill % 2 === 0 ? api.called('sendMessage', before + moment) : received(before + moment));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => sql(othersAtWork)).toEqual([]);
    const recorded = new Set(await records());
    const unrecorded = [...new Set(sent().slice(before))].filter(message => !recorded.has(message));
    expect(unrecorded.length).toBeLessThanOrEqual(chats);
    inFlight += unrecorded.length;
  }
  const last = await next;
  last.send(errand(kills + 1));
  await expect.poll(records, { timeout: 15_000 }).toHaveLength(chats * noticesEach);

  expect(inFlight).toBeGreaterThan(0);
  const all = sent();
  const distinct = [...new Set(all)];
  expect(distinct).toHaveLength(chats * noticesEach);
  expect(all.length - distinct.length).toBe(inFlight);
  for (const [, mine] of Map.groupBy(distinct, message => message.split(' ')[0])) {
    expect(mine.map(message => Number(message.split(' ')[1]))).toEqual(
      Array.from({ length: noticesEach }, (_, n) => n + 1),
    );
  }
}, 120_000);

/** Everything Telegram was asked to show and did, as «chat number». */
function sent(): string[] {
  return api.calls
    .filter(({ method, code }) => method === 'sendMessage' && code === 200)
    .map(({ params }) => `${params.chat_id} ${/№\s(\d+)/.exec(String(params.text))?.[1]}`);
}

async function records(): Promise<string[]> {
  const rows = await sql<{ message: string }>(
    `select c.address || ' ' || (n.facts->>'number') as message
     from delivery d join notice n on n.id = d.notice_id join chat c on c.id = d.chat_id
     where d.state = 'sent' and c.messenger = 'telegram'`,
  );
  return rows.map(({ message }) => message);
}

function received(count: number): Promise<void> {
  return expect
    .poll(() => api.calls.filter(({ method }) => method === 'sendMessage').length, { interval: 1, timeout: 10_000 })
    .toBeGreaterThanOrEqual(count);
}

function errand(life: number): Errand {
  const at = beginningOf(school, life);
  return { connection: school.connection, telegram: { apiRoot: api.root, token: api.token }, at };
}

function sql<Row>(query: string, params: unknown[] = []): Promise<Row[]> {
  return school.orm.em.fork().execute<Row[]>(query, params);
}
