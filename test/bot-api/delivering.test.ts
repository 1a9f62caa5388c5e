import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Person } from './person.ts';

let api: BotApi;
let olga: Person;
let door: Server;
let url: string;
let open: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

beforeEach(async () => {
  api = await startBotApi({ now: () => new Date('2026-10-05T09:00:00Z') });
  olga = api.person({ id: 501, first_name: 'Ольга' });
  door = createServer((incoming, outgoing) => void open(incoming, outgoing));
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  await api.close();
  door.closeAllConnections();
  await new Promise(resolve => door.close(resolve));
});

describe.each(clients)('a webhook of %s', (_, client) => {
  let bot: SchoolBot;

  beforeEach(async () => {
    bot = client(api);
    open = bot.webhook('school-secret');
  });

  test('greets Olga, answers her press and changes the message', async () => {
    await bot.call('setWebhook', { url, secret_token: 'school-secret' });
    olga.says('/start');
    expect((await olga.receives()).buttons).toEqual([['Отметки']]);
    const press = olga.presses('Отметки');
    expect((await olga.receives()).text).toBe('Маша: математика 5');
    expect(await press?.answered()).toEqual({ text: 'Сейчас', alert: false });
    await api.settled();
    expect(api.pending()).toEqual([]);
  });

  test('turns away a sender without the secret, and the update waits', async () => {
    await bot.call('setWebhook', { url, secret_token: 'somebody-else' });
    olga.says('/start');
    await api.settled();
    expect(api.pending()).toHaveLength(1);
    expect(await bot.call('getWebhookInfo')).toMatchObject({
      url,
      pending_update_count: 1,
      last_error_message: expect.stringMatching(/^Wrong response from the webhook: 40[13]/),
    });
  });

  test('leaves no room for getUpdates until it is deleted', async () => {
    await bot.call('setWebhook', { url });
    const error = await bot.call('getUpdates').catch(one => one);
    expect(bot.refusal(error)).toMatchObject({
      code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await bot.call('deleteWebhook');
    expect(await bot.call('getUpdates')).toEqual([]);
  });

  test('ends a long poll that hangs', async () => {
    const hanging = bot.call('getUpdates', { timeout: 50 }).catch(one => one);
    await api.polled();
    await bot.call('setWebhook', { url });
    expect(bot.refusal(await hanging)).toMatchObject({
      code: 409,
      description: 'Conflict: terminated by setWebhook request',
    });
  });

  test('must be HTTPS outside the machine, with a secret of letters, digits, _ and -', async () => {
    const refused = async (params: object) =>
      bot.refusal(await bot.call('setWebhook', { ...params }).catch(one => one))?.description;
    expect(await refused({ url: 'http://school.example.ru/bot' })).toBe(
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    );
    expect(await refused({ url: 'https://school.example.ru:3000/bot' })).toBe(
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    );
    expect(await refused({ url, secret_token: 'два слова' })).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
  });
});

describe('delivery by webhook', () => {
  const got: string[] = [];
  let broken: Set<number>;

  beforeEach(async () => {
    got.length = 0;
    broken = new Set();
    open = async (incoming, outgoing) => {
      const { message } = JSON.parse(await text(incoming)) as Update;
      got.push(`${message?.from.first_name}: ${message?.text}`);
      outgoing.writeHead(broken.has(message?.chat.id ?? 0) ? 500 : 200).end();
    };
    await call('setWebhook', { url });
  });

  test('repeats what was not answered 2xx, and holds back the rest of that chat only', async () => {
    const igor = api.person({ id: 502, first_name: 'Игорь' });
    broken.add(501);
    olga.says('раз');
    olga.says('два');
    igor.says('отметки');
    await api.settled();
    expect(got.toSorted()).toEqual(['Игорь: отметки', 'Ольга: раз']);
    await api.advance(999);
    expect(got).toHaveLength(2);
    await api.advance(1);
    expect(got.at(-1)).toBe('Ольга: раз');
    // The second repeat comes two seconds later.
    await api.advance(1999);
    expect(got).toHaveLength(3);
    broken.clear();
    await api.advance(1);
    expect(got.slice(3)).toEqual(['Ольга: раз', 'Ольга: два']);
    expect(api.pending()).toEqual([]);
  });

  test('is repeated at once on demand, and given up after 24 hours', async () => {
    broken.add(501);
    olga.says('раз');
    await api.settled();
    await api.redeliver();
    expect(got).toEqual(['Ольга: раз', 'Ольга: раз']);
    await api.advance(24 * 3600_000);
    expect(api.pending()).toEqual([]);
    expect(got).toHaveLength(2);
  });

  test('drops what was pending when asked to, and delivers it otherwise', async () => {
    await call('deleteWebhook', {});
    olga.says('раз');
    await call('setWebhook', { url, drop_pending_updates: true });
    await api.settled();
    expect(got).toEqual([]);
    await call('deleteWebhook', {});
    olga.says('два');
    await call('setWebhook', { url });
    await api.settled();
    expect(got).toEqual(['Ольга: два']);
  });

  test('carries out a method named in the answer', async () => {
    open = (_, outgoing) => {
      const reply = { method: 'sendMessage', chat_id: 501, text: 'Принято' };
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    };
    olga.says('заявление');
    expect((await olga.receives()).text).toBe('Принято');
  });
});

async function call(method: string, params: object) {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${api.root}/bot${api.token}/${method}`, { method: 'POST', headers, body: JSON.stringify(params) });
}

async function text(incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
