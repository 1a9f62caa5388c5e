import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Person } from './person.ts';

describe.each(clients)('what Telegram refuses, as %s hears it', (_, client) => {
  let api: BotApi;
  let olga: Person;
  let bot: SchoolBot;

  beforeEach(async () => {
    api = await startBotApi();
    olga = api.person({ id: 501, first_name: 'Ольга' });
    bot = client(api);
  });

  afterEach(() => api.close());

  const refused = async (method: string, params: Record<string, unknown>) => {
    try {
      await bot.call(method, params);
    } catch (error) {
      return bot.refusal(error);
    }
    throw new Error(`${method} was not refused`);
  };

  const send = (text: string, more: Record<string, unknown> = {}) =>
    bot.call('sendMessage', { chat_id: 501, text, ...more }) as Promise<{ message_id: number }>;

  test('a chat nobody knows, a person who never wrote, one who blocked it, one who left Telegram', async () => {
    const writeTo = (chat_id: number) => refused('sendMessage', { chat_id, text: 'Урок отменён' });
    expect(await writeTo(999)).toMatchObject({ code: 400, description: 'Bad Request: chat not found' });
    expect(await writeTo(501)).toMatchObject({
      code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    olga.says('/start');
    await send('Здравствуйте');
    olga.blocks();
    expect(await writeTo(501)).toMatchObject({ code: 403, description: 'Forbidden: bot was blocked by the user' });
    olga.unblocks();
    await send('С возвращением');
    olga.leavesTelegram();
    expect(await writeTo(501)).toMatchObject({ code: 403, description: 'Forbidden: user is deactivated' });
    expect(olga.sees().map(one => one.text)).toEqual(['/start', 'Здравствуйте', 'С возвращением']);
  });

  test('a group that became a supergroup names its new id', async () => {
    const class5A = api.group({ id: -205, title: '5 «А»' });
    class5A.becomesSupergroup(-100205);
    const moved = await refused('sendMessage', { chat_id: -205, text: 'Собрание в среду' });
    expect(moved).toEqual({
      code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -100205 },
    });
    await bot.call('sendMessage', { chat_id: -100205, text: 'Собрание в среду' });
  });

  test('a text of 4096 units after parsing is sent, one more is too long, blanks are none', async () => {
    olga.says('/start');
    const full = 'ё'.repeat(4095);
    await send(`<b>${full}</b>&lt;`, { parse_mode: 'HTML' });
    expect(olga.sees().at(-1)?.text).toBe(`${full}<`);
    const of = (text: string, more = {}) => refused('sendMessage', { chat_id: 501, text, ...more });
    expect(await of('ё'.repeat(4097))).toMatchObject({ code: 400, description: 'Bad Request: message is too long' });
    // An emoji is two units.
    expect(await of('👍'.repeat(2049))).toMatchObject({ description: 'Bad Request: message is too long' });
    expect(await of('')).toMatchObject({ description: 'Bad Request: message text is empty' });
    expect(await of(' \n ')).toMatchObject({ description: 'Bad Request: text must be non-empty' });
    expect(await of('<i></i>', { parse_mode: 'HTML' })).toMatchObject({
      description: 'Bad Request: text must be non-empty',
    });
  });

  test('marking out of form is refused with the byte where it stands, and nothing is sent', async () => {
    olga.says('/start');
    const of = (text: string) => refused('sendMessage', { chat_id: 501, text, parse_mode: 'HTML' });
    expect(await of('Маша <3')).toMatchObject({
      code: 400,
      description: "Bad Request: can't parse entities: Unclosed start tag at byte offset 9",
    });
    expect(await of('<h1>Итоги</h1>')).toMatchObject({
      description: 'Bad Request: can\'t parse entities: Unsupported start tag "h1" at byte offset 0',
    });
    expect(await of('<b><i>да</b></i>')).toMatchObject({
      description:
        'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    });
    expect(olga.sees()).toHaveLength(1);
  });

  test('button data over 64 bytes, a button without action, a link to localhost', async () => {
    olga.says('/start');
    const of = (button: object) =>
      refused('sendMessage', { chat_id: 501, text: 'Меню', reply_markup: { inline_keyboard: [[button]] } });
    // 33 Cyrillic letters are 66 bytes.
    expect(await of({ text: 'Да', callback_data: 'я'.repeat(33) })).toMatchObject({
      code: 400,
      description: 'Bad Request: BUTTON_DATA_INVALID',
    });
    expect(await of({ text: 'Да', callback_data: '' })).toMatchObject({
      description: "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    });
    expect(await of({ text: 'Открыть', url: 'http://localhost:3000/' })).toMatchObject({
      description: "Bad Request: inline keyboard button URL 'http://localhost:3000/' is invalid: Wrong HTTP URL",
    });
    await send('Меню', { reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'я'.repeat(32) }]] } });
    expect(olga.sees().at(-1)?.buttons).toEqual([['Да']]);
  });

  test('an edit that changes nothing, of what is gone, of what is not the bot’s', async () => {
    const asked = olga.says('/start');
    const { message_id } = await send('Маша: 5');
    const edit = (id: number, text: string) => refused('editMessageText', { chat_id: 501, message_id: id, text });
    expect(await edit(message_id, 'Маша: 5')).toMatchObject({
      code: 400,
      description:
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same ' +
        'as a current content and reply markup of the message',
    });
    expect(await edit(asked.message_id, 'Маша: 4')).toMatchObject({
      description: "Bad Request: message can't be edited",
    });
    await bot.call('deleteMessage', { chat_id: 501, message_id });
    expect(await edit(message_id, 'Маша: 4')).toMatchObject({ description: 'Bad Request: message to edit not found' });
    expect(olga.sees().map(one => one.text)).toEqual(['/start']);
  });

  test('a change of buttons alone is an edit, but people do not see «edited»', async () => {
    olga.says('/start');
    const { message_id } = await send('Меню');
    const reply_markup = { inline_keyboard: [[{ text: 'Ещё', callback_data: 'more' }]] };
    await bot.call('editMessageReplyMarkup', { chat_id: 501, message_id, reply_markup });
    expect(olga.sees().at(-1)).toMatchObject({ text: 'Меню', buttons: [['Ещё']], edited: false });
    const again = await refused('editMessageReplyMarkup', { chat_id: 501, message_id, reply_markup });
    expect(again?.description).toMatch(/message is not modified/);
  });

  test('an answer to an unknown press, a second answer, an answer a minute late', async () => {
    olga.says('/start');
    const reply_markup = { inline_keyboard: [[{ text: 'Ознакомлен', callback_data: 'ack' }]] };
    await send('Приказ № 12', { reply_markup });
    const old = {
      code: 400,
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    };
    const answer = (callback_query_id: string | undefined) => refused('answerCallbackQuery', { callback_query_id });
    expect(await answer('17')).toMatchObject(old);
    const press = olga.presses('Ознакомлен');
    await bot.call('answerCallbackQuery', { callback_query_id: press?.id, text: 'Записано', show_alert: true });
    expect(await press?.answered()).toEqual({ text: 'Записано', alert: true });
    expect(await answer(press?.id)).toMatchObject(old);
    const late = olga.presses('Ознакомлен');
    await api.advance(60_001);
    expect(await answer(late?.id)).toMatchObject(old);
  });

  test('a wrong token is 401 at the start, an unknown method 404', async () => {
    const stranger = client(api, '7000000001:AAHnobodyKnowsThisToken');
    const error = await stranger.poll().catch(one => one);
    expect(stranger.refusal(error)).toMatchObject({ code: 401, description: 'Unauthorized' });
    expect(await refused('sendChecklist', {})).toMatchObject({
      code: 404,
      description: 'Not Found: method not found',
    });
  });

  test('two programs that poll with one token: the first is turned away with 409', async () => {
    const first = bot.poll().catch(one => one);
    await api.polled();
    const second = client(api);
    const polling = second.poll();
    expect(bot.refusal(await first)).toMatchObject({
      code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    olga.says('/start');
    await olga.receives('Здравствуйте');
    await second.stop();
    await polling;
  });
});
