import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Person } from './person.ts';

let api: BotApi;
let olga: Person;

beforeEach(async () => {
  api = await startBotApi({ now: () => Date.parse('2026-10-05T09:00:00Z') });
  olga = api.person({ id: 501, first_name: 'Ольга' });
  olga.says('/start');
});

afterEach(() => api.close());

describe.each(clients)('a bad hour of Telegram, as %s meets it', (_, client) => {
  let bot: SchoolBot;

  beforeEach(() => {
    bot = client(api);
  });

  const send = (text: string, chat_id = 501) => bot.call('sendMessage', { chat_id, text });
  const failed = (text: string, chat_id = 501) =>
    send(text, chat_id).then(
      () => Promise.reject(new Error('It was sent')),
      error => error,
    );

  test('too many requests, with the seconds to wait', async () => {
    api.failNext(429, { retryAfter: 7 });
    expect(bot.refusal(await failed('Урок отменён'))).toEqual({
      code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    await send('Урок отменён');
    expect(olga.sees()).toHaveLength(2);
  });

  test('errors of the server: so many calls, of one method, to one chat', async () => {
    const igor = api.person({ id: 502, first_name: 'Игорь' });
    igor.says('/start');
    api.failNext(502, { calls: 2, method: 'sendMessage', chat: 501 });
    expect(bot.refusal(await failed('раз'))?.code).toBe(502);
    await send('раз', 502);
    await bot.call('getMe');
    expect(bot.refusal(await failed('раз'))?.code).toBe(502);
    await send('раз');
    api.failNext(500);
    expect(bot.refusal(await failed('два'))?.code).toBe(500);
    expect(olga.sees().map(one => one.text)).toEqual(['/start', 'раз']);
  });

  test('a connection reset before the message was looked at: unsent', async () => {
    api.failNext('reset before');
    expect(bot.refusal(await failed('Урок отменён'))).toBeUndefined();
    expect(olga.sees()).toHaveLength(1);
    expect(api.calls.at(-1)?.outcome).toBe('reset');
  });

  test('a connection reset after it was sent: the client can not tell, Olga has it', async () => {
    api.failNext('reset after');
    expect(bot.refusal(await failed('Урок отменён'))).toBeUndefined();
    expect(olga.sees().at(-1)?.text).toBe('Урок отменён');
    expect(api.calls.at(-1)).toMatchObject({ outcome: 'reset', code: 200 });
  });

  test('no answer at all, until the client gives up', async () => {
    api.failNext('no answer');
    const controller = new AbortController();
    const waiting = bot.call('sendMessage', { chat_id: 501, text: 'Урок отменён' }, controller.signal);
    const ended = waiting.catch(one => one);
    expect((await api.called('sendMessage')).outcome).toBe('not answered');
    controller.abort();
    expect(bot.refusal(await ended)).toBeUndefined();
    expect(olga.sees()).toHaveLength(1);
  });

  test('too fast to one chat: a burst of three, then one a second', async () => {
    api.countMessages(true);
    for (const text of ['1', '2', '3']) await send(text);
    expect(bot.refusal(await failed('4'))).toMatchObject({ code: 429, parameters: { retry_after: 1 } });
    await api.advance(1000);
    await send('4');
    expect(bot.refusal(await failed('5'))?.code).toBe(429);
    await api.advance(60_000);
    for (const text of ['5', '6', '7']) await send(text);
    api.countMessages(false);
    await send('8');
    expect(olga.sees().map(one => one.text)).toEqual(['/start', '1', '2', '3', '4', '5', '6', '7', '8']);
  });
});

test('thirty messages a second to all chats together', async () => {
  api.countMessages(true);
  const codes: number[] = [];
  for (let id = 1000; id < 1031; id++) {
    api.person({ id, first_name: 'Родитель' }).says('/start');
    codes.push((await post('sendMessage', { chat_id: id, text: 'Собрание в среду' })).error_code ?? 200);
  }
  expect(codes.slice(0, 30)).toEqual(Array(30).fill(200));
  expect(codes[30]).toBe(429);
  await api.advance(1000);
  expect(await post('sendMessage', { chat_id: 1030, text: 'Собрание в среду' })).toMatchObject({ ok: true });
});

test('twenty messages a minute to a group', async () => {
  api.countMessages(true);
  api.group({ id: -205, title: '5 «А»' });
  for (let n = 0; n < 20; n++) await post('sendMessage', { chat_id: -205, text: `${n}` });
  const refused = { error_code: 429, parameters: { retry_after: 60 } };
  expect(await post('sendMessage', { chat_id: -205, text: '20' })).toMatchObject(refused);
});

async function post(method: string, params: object): Promise<{ ok: boolean; error_code?: number }> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(params);
  return (await fetch(`${api.root}/bot${api.token}/${method}`, { method: 'POST', headers, body })).json();
}
