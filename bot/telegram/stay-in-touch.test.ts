import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import { clients } from '#test/bot-api/clients.ts';
import type { Person } from '#test/bot-api/person.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { scriptedBot, telegramOf } from '#test/telegram.ts';

let school: TestSchool;
let api: BotApi;
let olga: Person;
let telegram: ReturnType<typeof telegramOf>;

beforeAll(async () => {
  school = await openTestSchool();
});

afterAll(() => school.close());

beforeEach(async () => {
  api = await startBotApi({ now: school.world.now });
  olga = api.person({ id: 501, first_name: 'Ольга' });
});

afterEach(async () => {
  await telegram.stop();
  await api.close();
  await school.orm.em.fork().execute('delete from incoming_update');
});

describe('staying in touch with Telegram', () => {
  it('says at once that the token is wrong', async () => {
    telegram = telegramOf(school, api, { token: '7000000001:somebody-else' });
    expect(await telegram.start()).toBe('wrong token');
    expect(telegram.lastSuccessAt()).toBeUndefined();
  });

  it('lets the school open though Telegram is out of reach, and answers when it is back', async () => {
    const port = Number(new URL(api.root).port);
    await api.close();
    telegram = telegramOf(school, api);
    expect(await telegram.start()).toBe('unreachable');
    expect(telegram.name()).toBeUndefined();
    expect(telegram.lastSuccessAt()).toBeUndefined();
    api = await startBotApi({ now: school.world.now, port });
    api.person({ id: 501, first_name: 'Ольга' }).says('отметки');
    await api.called('sendMessage');
    expect(telegram.name()).toBe('zvonok_school_bot');
    expect(telegram.logged.join('')).toMatch(/Telegram is out of reach: ECONNREFUSED/);
  });

  it('opens though Telegram takes the call and says nothing', async () => {
    api.failNext('no answer', { method: 'getMe' });
    telegram = telegramOf(school, api);
    expect(await telegram.start()).toBe('unreachable');
  });

  it('goes on after errors of a long poll, answering each message once', async () => {
    const bot = scriptedBot();
    telegram = telegramOf(school, api, { bot });
    api.failNext(502, { method: 'getUpdates' });
    api.failNext('reset after', { method: 'getUpdates' });
    await telegram.start();
    olga.says('раз');
    await olga.receives('раз');
    olga.says('два');
    await olga.receives('два');
    expect(bot.heard.map(({ text }) => text)).toEqual(['раз', 'два']);
  });

  it('says which other copy took its place, and comes back', async () => {
    telegram = telegramOf(school, api);
    await telegram.start();
    await api.polled();
    const other = clients[1]![1](api);
    await other.call('getUpdates', { timeout: 0 });
    await expect.poll(() => telegram.logged.join('')).toMatch(/another copy of the program listens to this bot: .*409/);
  });

  it('takes the webhook of a former run away and polls', async () => {
    const address = 'http://127.0.0.1:9/api/telegram';
    await clients[0]![1](api).call('setWebhook', { url: address });
    olga.says('отметки');
    telegram = telegramOf(school, api);
    await telegram.start();
    await olga.receives('отметки');
  });

  it('finishes at the next start what a stop left unfinished, and what it finished not again', async () => {
    const bot = scriptedBot();
    telegram = telegramOf(school, api, { bot });
    await telegram.start();
    olga.says('раз');
    await olga.receives('раз');
    api.failNext('no answer', { method: 'sendMessage' });
    olga.says('два');
    await api.called('sendMessage', 2);
    await telegram.stop();
    expect(olga.reads()).toEqual([]);
    telegram = telegramOf(school, api, { bot });
    await telegram.start();
    olga.says('три');
    await olga.receives('три');
    const answers = olga.sees().filter(({ from }) => from === 'bot');
    expect(answers.map(({ text }) => text)).toEqual(['Вы: раз', 'Вы: два', 'Вы: три']);
  });

  it('asks for nothing new after the stop, and comes to rest though a poll hangs', async () => {
    telegram = telegramOf(school, api);
    await telegram.start();
    await api.polled();
    await telegram.stop();
    olga.says('отметки');
    expect(api.pending()).toHaveLength(1);
    expect(olga.reads()).toEqual([]);
  });

  it('writes neither token nor name nor text into the log, whatever goes wrong', async () => {
    telegram = telegramOf(school, api, { bot: { ...scriptedBot(), answer: async () => raise() } });
    await telegram.start();
    await api.polled();
    olga.says('отметки Маши');
    for (const failure of [500, 'reset before', 'reset after', 429] as const) api.failNext(failure, { retryAfter: 60 });
    await telegram.messenger.show('501', { text: 'Маша', buttons: [] }).catch(() => {});
    await expect.poll(() => telegram.logged.join('')).toMatch(/an answer was not brought/);
    const [number, secret] = api.token.split(':');
    expect(telegram.logged.join('')).not.toMatch(new RegExp(`Маш|Ольга|${number}|${secret}`));
  });
});

function raise(): never {
  throw new TypeError('nothing to say');
}
