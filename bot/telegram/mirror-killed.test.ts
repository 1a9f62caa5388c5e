import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { touchMirror } from '#forum/mirror/touch.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Group } from '#test/bot-api/group.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { beginningOf, killedCouriers, othersAtWork } from '#test/killed-couriers.ts';

const kills = 8;
const topics = 3;
const repliesEach = 15;
const chat = -1_002_000_000_001;

let school: TestSchool;
let api: BotApi;
let group: Group;
const mirrors = killedCouriers('mirror-process.ts');

beforeAll(async () => {
  school = await openTestSchool();
  api = await startBotApi();
  group = api.group({ id: chat, title: 'Учителя', forum: true });
  group.makesAdministrator(api.person({ id: 700, first_name: 'Илья' }));
  const at = school.world.now();
  await query(
    school,
    `insert into mirror_link (section_id, chat, title, by_id, linked_at, next_attempt_at)
     select s.id, '${chat}', 'Учителя', p.id, :at, :at from section s, person p where s.key = 'free' and p.login = 'kuznetsov'`,
    { at },
  );
  const made = await query<{ id: number }>(
    school,
    `with made as (
       insert into topic (section_id, title, author_id, at, reply_count, last_reply_at, last_reply_by_id)
       select s.id, 'Тема ' || n, p.id, :at, ${repliesEach}, :at, p.id
       from section s, person p, generate_series(1, ${topics}) n where s.key = 'free' and p.login = 'orlova' returning id, author_id),
     said as (
       insert into reply (topic_id, number, author_id, text, at, version)
       select id, n, author_id, 'Слово ' || n, :at, 1 from made, generate_series(1, ${repliesEach}) n)
     select id from made`,
    { at },
  );
  await school.house.asHouse(act => touchMirror(act, ...made.map(({ id }) => id)));
});

afterAll(async () => {
  mirrors.endAll();
  await api.close();
  await school.close();
});

it('loses nothing when it is killed eight times amid 429 and broken lines, and repeats only what was in flight', async () => {
  let inFlight = 0;
  let next = mirrors.begin();
  for (let kill = 1; kill <= kills; kill++) {
    const child = await next;
    next = mirrors.begin();
    const before = done();
    if (kill % 4 === 1) api.failNext(429, { method: 'sendMessage', calls: 1, retryAfter: 1 });
    if (kill % 4 === 2) api.failNext('reset after', { method: 'sendMessage', calls: 1 });
    child.send(errand(kill));
    const moment = 1 + (school.world.random(1)[0]! % 4);
    await expect.poll(done, { interval: 1, timeout: 20_000 }).toBeGreaterThanOrEqual(before + moment);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => query(school, othersAtWork)).toEqual([]);
    inFlight = done() - (await recorded());
  }
  const last = await next;
  last.send(errand(kills + 1));
  await expect.poll(wholeReplies, { timeout: 40_000 }).toBe(topics * repliesEach);

  // One step of a group at a time: each kill, and each line that broke after the deed, can repeat one.
  const repeated = said().length - new Set(said()).size;
  expect(new Set(said()).size).toBe(topics * repliesEach);
  expect(repeated).toBeLessThanOrEqual(kills + kills / 2);
  expect(repeated).toBeLessThanOrEqual(inFlight);
  for (const [, mine] of Map.groupBy(said(), line => line.split(':')[0])) {
    const numbers = [...new Set(mine)].map(line => Number(line.split(' ').at(-1)));
    expect(numbers).toEqual(Array.from({ length: repliesEach }, (_, n) => n + 1));
  }
}, 120_000);

/** Everything Telegram did, in order, as «topic: words». */
function said(): string[] {
  const names = new Map(group.threads().map(({ id, name }) => [id, name]));
  return group.sees().flatMap(({ text, thread }) => {
    const word = /Слово \d+/.exec(text)?.[0];
    return word ? [`${names.get(thread!)}: ${word}`] : [];
  });
}

/** How many steps Telegram has carried out. */
function done(): number {
  return group.sees().length;
}

/** How many of them are written down. */
async function recorded(): Promise<number> {
  const [row] = await query<{ count: number }>(
    school,
    `select (select count(*) from mirror_thread where thread is not null)::int + (select count(*) from mirror_message)::int as count`,
  );
  return row!.count;
}

async function wholeReplies(): Promise<number> {
  const [row] = await query<{ count: number }>(school, 'select count(*)::int as count from mirror_message where whole');
  return row!.count;
}

function errand(life: number) {
  return {
    connection: school.connection,
    telegram: { apiRoot: api.root, token: api.token },
    at: beginningOf(school, life),
  };
}
