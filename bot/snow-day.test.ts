import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { everyoneAgrees } from '#test/consents.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { telegramOf } from '#test/telegram.ts';
import { type Bot, openBot } from './answer.ts';
import { openCourier } from './courier.ts';
import type { Telegram } from './telegram/telegram.ts';

const families = 1200;
/** How many have been told when Ольга Петрова asks. */
const askedAfter = 300;
/** The program's own pace; between two turns no more than that passes on the clock Telegram's limits are counted by. */
const turns = { allMs: 35, chatMs: 1000 };

let school: TestSchool;
let api: BotApi;
let olga: Person;
let telegram: Telegram;

beforeAll(async () => {
  school = await openTestSchool();
  api = await startBotApi({ limits: true, now: school.world.now });
  for (const table of ['delivery', 'notice', 'chat']) await query(school, `delete from ${table}`);
  await query(
    school,
    `insert into person (family_name, given_name, sex, login, created_at)
     select 'Снегирёва', 'Анна', 'female', 'snow' || n, now() from generate_series(2, ${families}) n`,
  );
  await everyoneAgrees(school);
  const chats = await query<{ address: string; login: string }>(
    school,
    `insert into chat (person_id, messenger, address, linked_at)
     select id, 'telegram', id::text, now() from person where login like 'snow%' or login = 'petrova' returning address,
       (select login from person p where p.id = person_id) as login`,
  );
  for (const { address, login } of chats) {
    const person = api.person({ id: Number(address), first_name: 'Анна' });
    person.says('/start');
    if (login === 'petrova') olga = person;
  }
});
afterAll(async () => {
  await telegram?.stop();
  await api?.close();
  await school?.close();
});

it('a snow day reaches 1200 families, each once, at the pace Telegram allows, and an answer goes ahead of all who still wait', async () => {
  const { house, press, world } = school;
  const real = openBot({ house, press });
  const answers: Promise<unknown>[] = [];
  const bot: Bot = {
    ...real,
    answer: incoming => {
      const answer = real.answer(incoming);
      answers.push(answer);
      return answer;
    },
  };
  const asks = async () => {
    olga.says('/marks');
    await telegram.webhook!.receive(api.pending().at(-1));
    await expect.poll(() => answers.length).toBe(1);
    await answers[0];
    // The answer has been found; it comes to stand before the gate in the same breath.
    await new Promise(setImmediate);
  };
  let turn = 0;
  // The clock moves only when what was sent at the last turn has arrived: nothing depends on how fast this machine is.
  const rest = async (ms: number) => {
    turn++;
    await api.called('sendMessage', turn);
    if (turn === askedAfter) await asks();
    world.pass(ms);
  };
  telegram = telegramOf(school, api, { bot, publicUrl: 'http://127.0.0.1:9', pace: { ...turns, rest } });
  await house.asHouse(async act => {
    const facts = { id: 1, title: 'Завтра уроков нет', excerpt: 'Снегопад: автобусы не ходят.' };
    for (const { person_id } of await act.em.execute<{ person_id: number }[]>('select person_id from chat'))
      act.tell(person_id, { kind: 'announcement', subject: 'document:1', facts });
  });

  const log = pino({ level: 'silent' });
  const courier = openCourier({ house, press, messengers: [telegram.messenger], log, everyMs: 5 });
  // A round hands out a few hundred notices at most.
  while ((await courier.round()) > 0);

  const sent = api.calls.filter(({ method }) => method === 'sendMessage');
  expect(sent.filter(({ code }) => code !== 200)).toEqual([]);
  const isNews = ({ params }: (typeof sent)[number]) => String(params.text).includes('Снегопад');
  expect(new Set(sent.filter(isNews).map(({ params }) => params.chat_id)).size).toBe(families);
  expect(sent).toHaveLength(families + 1);
  expect(
    await query(
      school,
      "select state, attempts, count(*)::int from delivery where chat_id in (select id from chat where messenger = 'telegram') group by 1, 2",
    ),
  ).toEqual([{ state: 'sent', attempts: 1, count: families }]);

  const answered = sent.findIndex(call => !isNews(call));
  expect(answered).toBe(askedAfter);
  expect(String(sent[answered]!.params.chat_id)).toBe(String(olga.user.id));
  expect(String(sent[answered]!.params.text)).toMatch(/Изобразительное\sискусство/);

  // 30 a second are allowed: at least 27 go in each full second.
  const bySecond = Map.groupBy(sent, ({ at }) => Math.floor((at - sent[0]!.at) / 1000));
  const full = [...bySecond.values()].slice(0, -1).map(calls => calls.length);
  expect(full).toHaveLength(42);
  expect(Math.min(...full)).toBeGreaterThanOrEqual(27);
  expect(Math.max(...full)).toBeLessThanOrEqual(30);
}, 120_000);
