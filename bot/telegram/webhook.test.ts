import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiHouse } from '#api/doors.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import { clients } from '#test/bot-api/clients.ts';
import type { Person } from '#test/bot-api/person.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type ScriptedBot, scriptedBot, telegramOf } from '#test/telegram.ts';
import { openClient } from './client.ts';
import { watchWebhook, webhookSecret } from './webhook.ts';

let school: TestSchool;
let publicUrl: string;
let api: BotApi;
let olga: Person;
let bot: ScriptedBot;
let telegram: ReturnType<typeof telegramOf>;

beforeAll(async () => {
  // The server's routes are laid before there is an address to tell Telegram.
  const webhook: ApiHouse['webhook'] = {
    get secret() {
      return webhookSecret(api.token);
    },
    receive: update => telegram.webhook!.receive(update),
  };
  school = await openTestSchool({ api: { webhook } });
  publicUrl = await (await school.server()).listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => school.close());

beforeEach(async () => {
  api = await startBotApi({ now: school.world.now });
  olga = api.person({ id: 501, first_name: 'Ольга' });
  bot = scriptedBot();
  telegram = telegramOf(school, api, { bot, publicUrl });
});

afterEach(async () => {
  await telegram.stop();
  await api.close();
  await school.orm.em.fork().execute('delete from incoming_update');
});

describe('the webhook', () => {
  it('is set with a secret made of the token, and brings what Ольга writes and presses', async () => {
    await telegram.start();
    const { params } = await api.called('setWebhook');
    expect(params).toMatchObject({ url: `${publicUrl}/api/telegram`, secret_token: telegram.webhook!.secret });
    expect(telegram.webhook!.secret).toMatch(/^[0-9a-f]{64}$/);
    olga.says('отметки');
    const screen = await olga.receives('отметки');
    const press = olga.presses('Дальше');
    await press?.answered();
    expect(await olga.receives('next')).toMatchObject({ id: screen.id });
    await api.settled();
    expect(api.pending()).toEqual([]);
    expect(api.calls.map(({ method }) => method)).not.toContain('getUpdates');
  });

  it('finds nobody at home without the right secret', async () => {
    const update = {
      update_id: 1,
      message: { message_id: 1, date: 1, chat: { id: 501, type: 'private' }, text: 'отметки' },
    };
    for (const headers of [{ 'x-other': '' }, { 'x-telegram-bot-api-secret-token': 'a'.repeat(64) }]) {
      const answer = await call(update, headers);
      expect(answer.statusCode).toBe(404);
    }
    expect(await rows()).toEqual([]);
    expect(bot.heard).toEqual([]);
  });

  it('refuses what is no update', async () => {
    const right = { 'x-telegram-bot-api-secret-token': telegram.webhook!.secret };
    expect((await call({ hello: 1 }, right)).statusCode).toBe(422);
  });

  it('answers 200 before the bot has answered, and a repeat of the same update changes nothing', async () => {
    const right = { 'x-telegram-bot-api-secret-token': telegram.webhook!.secret };
    olga.says('/start');
    const update = { ...api.pending()[0]! };
    const held = Promise.withResolvers<void>();
    bot.says = async () => {
      await held.promise;
      return { text: 'Здравствуйте' };
    };
    for (let times = 0; times < 3; times++) expect((await call(update, right)).statusCode).toBe(200);
    held.resolve();
    await olga.receives('Здравствуйте');
    expect((await call(update, right)).statusCode).toBe(200);
    await telegram.stop();
    expect(bot.heard).toHaveLength(1);
    expect(olga.sees().filter(({ from }) => from === 'bot')).toHaveLength(1);
  });

  it('says once, in a group it was added to, that it answers in private only; else it says nothing there', async () => {
    await telegram.start();
    const right = { 'x-telegram-bot-api-secret-token': telegram.webhook!.secret };
    const group = api.group({ id: -205, title: '5 «Б», родители' });
    const chat = { id: -205, type: 'group', title: '5 «Б», родители' };
    const member = (status: string) => ({ user: api.botUser, status });
    const joined = {
      chat,
      from: olga.user,
      date: 1,
      old_chat_member: member('left'),
      new_chat_member: member('member'),
    };
    const said = { message_id: 7, date: 1, chat, from: olga.user, text: '/start@zvonok_school_bot' };
    await call({ update_id: 1, my_chat_member: joined }, right);
    await call({ update_id: 2, message: said }, right);
    await call({ update_id: 3, message: { ...said, text: 'отметки' } }, right);
    await group.receives('@zvonok_school_bot');
    await telegram.stop();
    expect(group.sees()).toHaveLength(1);
    expect(bot.heard).toEqual([]);
  });

  it('works what the last run left unfinished, in its order', async () => {
    const right = { 'x-telegram-bot-api-secret-token': telegram.webhook!.secret };
    await telegram.stop();
    olga.says('раз');
    olga.says('два');
    for (const update of api.pending()) expect((await call(update, right)).statusCode).toBe(200);
    expect(bot.heard).toEqual([]);
    telegram = telegramOf(school, api, { bot });
    await telegram.start();
    await olga.receives('Вы: два');
    expect(olga.sees().map(({ text }) => text)).toEqual(['раз', 'два', 'Вы: раз', 'Вы: два']);
  });

  it('polls instead where Telegram will not call the address', async () => {
    telegram = telegramOf(school, api, { bot, publicUrl: 'http://10.0.0.5:3000' });
    await telegram.start();
    olga.says('отметки');
    await olga.receives('отметки');
    expect(telegram.logged.join('')).toMatch(/PUBLIC_URL will not do for a webhook/);
  });

  it('is noticed when somebody takes it away, and when Telegram can’t reach us', async () => {
    const client = openClient({ token: api.token, apiRoot: api.root, closing: never, onSuccess: () => {} });
    const looks: (Date | undefined)[] = [];
    const url = 'http://127.0.0.1:9/api/telegram';
    const watch = watchWebhook(client, { url, secret: 'a', signal: never, everyMs: 1, onLook: at => looks.push(at) });
    const ended = watch.catch(error => error.message);
    await api.called('getWebhookInfo');
    expect(looks[0]).toBeUndefined();
    olga.says('отметки');
    await api.settled();
    await expect.poll(() => looks.at(-1)).toEqual(school.world.now());
    await clients[1]![1](api).call('deleteWebhook');
    expect(await ended).toBe('the webhook was taken away');
  });
});

const never = new AbortController().signal;

async function call(update: object, headers: Record<string, string | undefined>) {
  return (await school.server()).inject({ method: 'POST', url: '/api/telegram', payload: update, headers });
}

function rows(): Promise<object[]> {
  return school.orm.em.fork().execute('select * from incoming_update');
}
