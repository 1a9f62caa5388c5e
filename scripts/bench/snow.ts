import { setTimeout as pause } from 'node:timers/promises';
import { type Orm, openOrm } from '#db/orm.ts';
import type { EmbeddedServer } from '#db/server/embedded.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import { benchMoment, startApart } from './ground.ts';

/** How long a snow day takes to tell, and how long a parent waits for an answer meanwhile, in ms. */
export interface SnowMeasured {
  families: number;
  tellingMs: number;
  /** Questions asked while it was told, and the times of their answers. */
  questions: number;
  p50: number;
  p99: number;
  /** How often Telegram's stand-in had to say 429. */
  turnedAway: number;
}

const families = 1200;
const askEveryMs = 1000;
/** Chats of the benchmark, apart from any others. */
const firstChat = 7_000_000;

/** One announcement to 1200 families over the strict stand-in with the documented rates, while a parent goes on asking. */
export async function measureSnow(ground: EmbeddedServer): Promise<SnowMeasured> {
  const api = await startBotApi({ limits: true });
  const orm = openOrm(ground.connection, { poolSize: 2 });
  try {
    const chats = await linkFamilies(orm);
    const parents = chats.map(id => api.person({ id, first_name: 'Parent' }));
    for (const parent of parents) parent.says('/start');
    await forgetUpdates(api);
    const server = await startApart('school-server', ground.url, {
      TELEGRAM_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.root,
    });
    try {
      await api.polled();
      return await tellAndAsk(orm, api, parents[0]!);
    } finally {
      await server.stop();
    }
  } finally {
    await unlinkFamilies(orm);
    await orm.close();
    await api.close();
  }
}

async function tellAndAsk(orm: Orm, api: BotApi, parent: ReturnType<BotApi['person']>): Promise<SnowMeasured> {
  const before = api.calls.length;
  const calls = () => api.calls.slice(before).filter(({ method }) => method === 'sendMessage');
  const told = () => calls().filter(({ code, params }) => code === 200 && String(params.text).includes('snow')).length;
  const answers: number[] = [];
  const began = performance.now();
  await announce(orm);
  while (told() < families) {
    const asked = performance.now();
    parent.says('/marks');
    await answered(parent);
    answers.push(performance.now() - asked);
    await pause(Math.max(0, askEveryMs - (performance.now() - asked)));
  }
  const times = answers.toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  const turnedAway = calls().filter(({ code }) => code === 429).length;
  return {
    ...{ families, tellingMs: performance.now() - began, questions: answers.length },
    ...{ p50: at(0.5), p99: at(0.99), turnedAway },
  };
}

/** A busy machine may take longer than a test would wait. */
async function answered(parent: ReturnType<BotApi['person']>): Promise<void> {
  for (let tries = 0; tries < 12; tries++) {
    if (await parent.receives(/^(?!.*snow)/s).catch(() => undefined)) return;
  }
  throw new Error('the bot does not answer');
}

/** Gives 1200 parents a chat and a consent; the ids of their chats, a parent of the cast's first. */
async function linkFamilies(orm: Orm): Promise<number[]> {
  const em = orm.em.fork();
  await unlinkFamilies(orm);
  const rows = await em.execute<{ chat: string }[]>(
    `with parents as (
       select distinct p.id, p.login <> 'petrova' as other from person p join guardianship g on g.parent_id = p.id
       order by other, p.id limit :families),
     agreed as (
       insert into consent (person_id, scope, form, text_version, signed_on, given_at, recorded_by_id)
       select id, 'telegram', 'paper', 'bench', '2026-09-01', '2026-09-01', id from parents on conflict do nothing)
     insert into chat (person_id, messenger, address, linked_at)
     select id, 'telegram', (:first + id)::text, '2026-09-01' from parents order by other, id returning address as chat`,
    { families, first: firstChat },
  );
  if (rows.length < families) throw new Error(`only ${rows.length} families: the school of the benchmark is too small`);
  return rows.map(({ chat }) => Number(chat));
}

async function unlinkFamilies(orm: Orm): Promise<void> {
  const em = orm.em.fork();
  const mine = `messenger = 'telegram' and address::bigint > :first`;
  await em.execute(`delete from delivery where notice_id in (select id from notice where subject = 'bench:snow')`);
  await em.execute(`delete from notice where subject = 'bench:snow'`);
  await em.execute(`delete from delivery where chat_id in (select id from chat where ${mine})`, { first: firstChat });
  await em.execute(`delete from dialogue where chat_id in (select id from chat where ${mine})`, { first: firstChat });
  await em.execute(`delete from chat where ${mine}`, { first: firstChat });
  await em.execute(`delete from consent where text_version = 'bench'`);
  // Each stand-in counts its updates anew: those of a former run would be taken for repeats.
  await em.execute(`delete from incoming_update where messenger = 'telegram'`);
}

async function announce(orm: Orm): Promise<void> {
  await orm.em.fork().execute(
    `insert into notice (reader_id, kind, subject, facts, at, due_at)
     select c.person_id, 'announcement', 'bench:snow', '{"id": 1, "title": "snow", "excerpt": "snow"}', :at, :at
     from chat c where c.messenger = 'telegram' and c.address::bigint > :first and c.ended_at is null`,
    { at: benchMoment, first: firstChat },
  );
}

/** What the parents said to begin with was for the stand-in alone. */
async function forgetUpdates({ root, token }: BotApi): Promise<void> {
  const ask = async (offset: number) => {
    const answer = await fetch(`${root}/bot${token}/getUpdates?offset=${offset}&timeout=0`);
    return (await answer.json()) as { result: { update_id: number }[] };
  };
  const [last] = (await ask(-1)).result;
  if (last) await ask(last.update_id + 1);
}
