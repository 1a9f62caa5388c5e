import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import type { Person } from './person.ts';

let api: BotApi;
let olga: Person;

beforeEach(async () => {
  api = await startBotApi({ now: () => Date.parse('2026-10-05T09:00:00Z') });
  olga = api.person({ id: 501, first_name: 'Ольга', last_name: 'Смирнова', language_code: 'ru' });
});

afterEach(() => api.close());

const request = async (method: string, init: RequestInit = {}, token = api.token) => {
  const response = await fetch(`${api.root}/bot${token}/${method}`, init);
  const answer = (await response.json()) as { ok: boolean; result?: unknown };
  return { status: response.status, ...answer };
};
const post = (method: string, params: object) =>
  request(method, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });

describe('over the wire', () => {
  test('parameters come in the query, in a form, in JSON and in multipart; methods in any case', async () => {
    olga.says('/start');
    const form = new FormData();
    form.set('chat_id', '501');
    form.set('text', 'multipart');
    const replyMarkup = JSON.stringify({ inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] });
    await request('sendmessage?chat_id=501&text=query');
    await request('sendMessage', { method: 'POST', body: new URLSearchParams({ chat_id: '501', text: 'form' }) });
    await post('SENDMESSAGE', { chat_id: '501', text: 'json', reply_markup: replyMarkup });
    await request('sendMessage', { method: 'POST', body: form });
    expect(olga.reads().map(one => one.text)).toEqual(['query', 'form', 'json', 'multipart']);
    expect(olga.sees()[3]?.buttons).toEqual([['Да']]);
  });

  test('the answer is ok with a result, or not with a code that is the HTTP status too', async () => {
    expect(await request('getMe')).toMatchObject({ status: 200, ok: true, result: { is_bot: true } });
    expect(await request('getMe', {}, '1:wrong')).toEqual({
      ...{ status: 401, ok: false, error_code: 401, description: 'Unauthorized' },
    });
    expect(await request('sing')).toMatchObject({ status: 404, ok: false, error_code: 404 });
    expect(await post('sendMessage', { chat_id: 501, text: 'Урок' })).toMatchObject({ status: 403, error_code: 403 });
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    expect(await request('sendMessage', broken)).toMatchObject({ status: 400 });
  });

  test('updates have the documented shape', async () => {
    olga.says('/start ABC123');
    await post('sendMessage', {
      chat_id: 501,
      text: 'Приказ',
      reply_markup: { inline_keyboard: [[{ text: 'Ознакомлен', callback_data: 'ack' }]] },
    });
    olga.presses('Ознакомлен');
    const { result } = await post('getUpdates', {});
    const user = { id: 501, is_bot: false, first_name: 'Ольга', last_name: 'Смирнова', language_code: 'ru' };
    const chat = { id: 501, type: 'private', first_name: 'Ольга', last_name: 'Смирнова' };
    const date = Date.parse('2026-10-05T09:00:00Z') / 1000;
    expect(result).toEqual([
      {
        update_id: 870_000_001,
        message: {
          ...{ message_id: 100, from: user, chat, date, text: '/start ABC123' },
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        },
      },
      {
        update_id: 870_000_002,
        callback_query: {
          ...{ id: expect.stringMatching(/^\d{19}$/), from: user, data: 'ack' },
          chat_instance: expect.stringMatching(/^-\d{19}$/),
          message: {
            ...{ message_id: 101, chat, date, text: 'Приказ' },
            from: { id: api.botUser.id, is_bot: true, first_name: 'Звонок', username: api.botUser.username },
            reply_markup: { inline_keyboard: [[{ text: 'Ознакомлен', callback_data: 'ack' }]] },
          },
        },
      },
    ]);
  });

  test('an offset confirms, a limit cuts, a negative offset keeps the last', async () => {
    for (const text of ['раз', 'два', 'три', 'четыре']) olga.says(text);
    const texts = async (params: object) => {
      const { result } = (await post('getUpdates', params)) as unknown as { result: { message: { text: string } }[] };
      return result.map(one => one.message.text);
    };
    expect(await texts({ limit: 2 })).toEqual(['раз', 'два']);
    expect(await texts({ offset: 870_000_002 })).toEqual(['два', 'три', 'четыре']);
    expect(await texts({})).toEqual(['два', 'три', 'четыре']);
    expect(await texts({ offset: -1 })).toEqual(['четыре']);
    expect(await texts({ offset: 870_000_005 })).toEqual([]);
  });

  test('only the kinds asked for arrive, until others are asked for', async () => {
    await post('getUpdates', { allowed_updates: ['callback_query'] });
    olga.says('отметки');
    expect(api.pending()).toEqual([]);
    await post('getUpdates', { allowed_updates: [] });
    olga.says('отметки');
    olga.blocks();
    expect(api.pending().map(one => Object.keys(one)[1])).toEqual(['message', 'my_chat_member']);
  });

  test('updates not fetched are gone after a day', async () => {
    olga.says('отметки');
    await api.advance(24 * 3600_000);
    expect(await post('getUpdates', {})).toMatchObject({ result: [] });
  });

  test('commands, names, hashtags and addresses in a text are found', async () => {
    const message = olga.says('/marks@zvonok_school_bot и/или @olga_s #5А https://school.example.ru/x. 3/4');
    expect(message.entities?.map(one => [one.type, message.text?.slice(one.offset, one.offset + one.length)])).toEqual([
      ['bot_command', '/marks@zvonok_school_bot'],
      ['mention', '@olga_s'],
      ['hashtag', '#5А'],
      ['url', 'https://school.example.ru/x'],
    ]);
  });

  test('buttons under the input field write their label, and can be taken away', async () => {
    olga.says('/start');
    const say = (text: string, reply_markup: object) => post('sendMessage', { chat_id: 501, text, reply_markup });
    await say('Меню', { keyboard: [['Отметки', { text: 'Уроки' }]], resize_keyboard: true });
    expect(olga.keyboard()).toEqual([['Отметки', 'Уроки']]);
    olga.presses('Уроки');
    expect(olga.sees().at(-1)).toMatchObject({ from: 'person', text: 'Уроки' });
    await say('Готово', { remove_keyboard: true });
    expect(() => olga.presses('Уроки')).toThrow('No button «Уроки»');
  });

  test('a reply names its message, which must be there', async () => {
    const { message_id } = olga.says('Можно прийти завтра?');
    const answer = (id: number) =>
      post('sendMessage', { chat_id: 501, text: 'Да', reply_parameters: { message_id: id } });
    expect(await answer(message_id)).toMatchObject({ result: { reply_to_message: { text: 'Можно прийти завтра?' } } });
    expect(await answer(7)).toMatchObject({ description: 'Bad Request: message to be replied not found' });
  });

  test('a message older than 48 hours can not be deleted', async () => {
    const { message_id } = olga.says('/start');
    await api.advance(48 * 3600_000);
    expect(await post('deleteMessage', { chat_id: 501, message_id })).toMatchObject({
      error_code: 400,
      description: "Bad Request: message can't be deleted for everyone",
    });
  });

  test('getChat and sendChatAction know who has started the bot', async () => {
    expect(await post('getChat', { chat_id: 501 })).toMatchObject({ description: 'Bad Request: chat not found' });
    olga.says('/start');
    expect(await post('getChat', { chat_id: 501 })).toMatchObject({ result: { id: 501, type: 'private' } });
    expect(await post('sendChatAction', { chat_id: 501, action: 'typing' })).toMatchObject({ result: true });
    expect(await post('sendChatAction', { chat_id: 501, action: 'dancing' })).toMatchObject({ error_code: 400 });
  });

  test('a bot that logged out is answered no more', async () => {
    expect(await post('close', {})).toMatchObject({ error_code: 429, parameters: { retry_after: 600 } });
    expect(await post('logOut', {})).toMatchObject({ result: true });
    expect(await request('getMe')).toMatchObject({ error_code: 400, description: 'Logged out' });
  });
});
