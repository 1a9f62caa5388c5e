import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { testWorld } from '#test/world.ts';
import { Undeliverable } from '../messenger.ts';
import { openClient } from './client.ts';
import { openMessenger } from './messenger.ts';
import { openPace, type Pace } from './pace.ts';

const world = testWorld('2026-11-24T12:30:00+03:00');

let api: BotApi;
let olga: Person;
let closing: AbortController;

beforeEach(async () => {
  api = await startBotApi();
  olga = api.person({ id: 501, first_name: 'Ольга' });
  olga.says('/start');
  closing = new AbortController();
});

afterEach(() => api.close());

describe('Telegram as the courier’s messenger', () => {
  it('shows a screen and gives the id of its message', async () => {
    const screen = { text: '<b>Приказ № 12</b>', buttons: [[{ label: 'Ознакомлен', button: 'acknowledge 12' }]] };
    const { messageId } = await open().show('501', screen);
    expect(await olga.receives()).toMatchObject({
      text: 'Приказ № 12',
      buttons: [['Ознакомлен']],
      id: Number(messageId),
    });
  });

  it('knows who is gone for good: blocked, left Telegram, unknown, never written', async () => {
    olga.blocks();
    expect(await refusal('501')).toMatchObject({ why: 'blocked' });
    olga.unblocks();
    olga.leavesTelegram();
    expect(await refusal('501')).toMatchObject({ why: 'gone' });
    expect(await refusal('999')).toMatchObject({ why: 'gone' });
    api.person({ id: 502, first_name: 'Игорь' });
    expect(await refusal('502')).toMatchObject({ why: 'blocked' });
  });

  it('knows where a chat has moved', async () => {
    api.group({ id: -205, title: '5 «А»' }).becomesSupergroup(-100205);
    expect(await refusal('-205')).toMatchObject({ why: 'moved', movedTo: '-100205' });
  });

  it('waits as long as it is asked, in milliseconds', async () => {
    api.failNext(429, { retryAfter: 7 });
    expect(await refusal('501')).toMatchObject({ why: 'busy', retryAfter: 7000 });
  });

  it.each([500, 502, 'reset before', 'reset after'] as const)('takes %s for out of reach', async failure => {
    api.failNext(failure);
    expect(await refusal('501')).toMatchObject({ why: 'unreachable' });
  });

  it('takes no answer and nobody there for out of reach', async () => {
    api.failNext('no answer');
    const hurry = new AbortController();
    const hanging = open()
      .show('501', { text: 'Приказ', buttons: [] }, { signal: hurry.signal })
      .catch(error => error);
    await api.called('sendMessage');
    hurry.abort();
    expect(await hanging).toMatchObject({ why: 'unreachable' });
    await api.close();
    expect(await refusal('501')).toMatchObject({ why: 'unreachable' });
  });

  it('waits too when the token is not known any more: that is no fault of the message', async () => {
    expect(await refusal('501', { token: '7000000001:other' })).toMatchObject({ why: 'unreachable' });
  });

  it('calls a wrong message our own fault, and says nothing of its text', async () => {
    const error = await open()
      .show('501', { text: '<h1>Маша</h1>', buttons: [] })
      .catch(one => one);
    expect(error).not.toBeInstanceOf(Undeliverable);
    expect(error.message).toMatch(/sendMessage: 400 Bad Request: can't parse entities/);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/Маша|7000000001/);
  });

  it('keeps Telegram’s pace: 30 messages a second in all, one a second in a chat', async () => {
    api.countMessages(true);
    const paced = open({ pace: openPace({ allMs: 40, chatMs: 1000 }).news });
    const parents = Array.from({ length: 40 }, (_, index) => 1000 + index);
    for (const id of parents) api.person({ id, first_name: 'Родитель' }).says('/start');
    const toAll = parents.map(id => paced.show(`${id}`, { text: 'Собрание в среду', buttons: [] }));
    const toOlga = ['1', '2', '3'].map(text => paced.show('501', { text, buttons: [] }));
    await Promise.all([...toAll, ...toOlga]);
    expect(api.calls.filter(({ code }) => code !== 200)).toEqual([]);
    expect(olga.sees().map(({ text }) => text)).toEqual(['/start', '1', '2', '3']);
    const times = api.calls.filter(({ params }) => Number(params.chat_id) === 501).map(({ at }) => at);
    expect(times[2]! - times[0]!).toBeGreaterThanOrEqual(1900);
  });

  it('leaves Telegram in peace when it turned three chats away, until the asked time is over', async () => {
    const messenger = open();
    for (const id of [502, 503, 504]) api.person({ id, first_name: 'Родитель' }).says('/start');
    api.failNext(429, { retryAfter: 30, calls: 3 });
    const show = (chat: number) => messenger.show(`${chat}`, { text: 'Приказ', buttons: [] }).catch(error => error);
    for (const chat of [501, 502, 503]) expect(await show(chat)).toMatchObject({ retryAfter: 30_000 });
    world.pass(10_000);
    expect(await show(504)).toMatchObject({ why: 'busy', retryAfter: 20_000 });
    expect(api.calls).toHaveLength(3);
    world.pass(20_000);
    expect(await show(504)).toMatchObject({ messageId: expect.any(String) });
  });

  it('goes on for others while one chat alone is turned away', async () => {
    const messenger = open();
    api.person({ id: 502, first_name: 'Игорь' }).says('/start');
    api.failNext(429, { retryAfter: 30, calls: 5, chat: 501 });
    const show = (chat: number) => messenger.show(`${chat}`, { text: 'Приказ', buttons: [] }).catch(error => error);
    for (let n = 0; n < 5; n++) {
      expect(await show(501)).toMatchObject({ why: 'busy' });
      expect(await show(502)).toMatchObject({ messageId: expect.any(String) });
    }
  });
});

function open({ token = api.token, pace = async () => {} }: { token?: string; pace?: Pace['news'] } = {}) {
  const client = openClient({ token, apiRoot: api.root, closing: closing.signal, onSuccess: () => {} });
  return openMessenger({ api: client, pace, now: world.now, onShown: () => {} });
}

async function refusal(chat: string, options: { token?: string } = {}): Promise<Undeliverable> {
  const error = await open(options)
    .show(chat, { text: 'Приказ № 12', buttons: [] })
    .then(
      () => undefined,
      one => one,
    );
  expect(error).toBeInstanceOf(Undeliverable);
  return error;
}
