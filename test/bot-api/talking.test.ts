import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from './bot-api.ts';
import { clients, type SchoolBot } from './clients.ts';
import type { Person } from './person.ts';

describe.each(clients)('a bot on %s talks with Olga', (_, client) => {
  let api: BotApi;
  let olga: Person;
  let bot: SchoolBot;
  let polling: Promise<void>;

  beforeEach(async () => {
    api = await startBotApi();
    olga = api.person({ id: 501, first_name: 'Ольга', username: 'olga_smirnova', language_code: 'ru' });
    bot = client(api);
    polling = bot.poll();
    await api.polled();
  });

  afterEach(async () => {
    await bot.stop();
    await polling;
    await api.close();
  });

  test('she starts it and sees a greeting with a bold name and a button', async () => {
    olga.says('/start ABC123');
    const greeting = await olga.receives();
    expect(greeting.text).toBe('Здравствуйте, Ольга');
    expect(greeting.entities).toEqual([{ type: 'bold', offset: 14, length: 5 }]);
    expect(greeting.buttons).toEqual([['Отметки']]);
    expect(olga.sees().map(one => one.from)).toEqual(['person', 'bot']);
  });

  test('she presses the button: the wait ends with a notice and the message changes in place', async () => {
    olga.says('/start');
    await olga.receives('Здравствуйте');
    const press = olga.presses('Отметки');
    expect(await press?.answered()).toEqual({ text: 'Сейчас', alert: false });
    const changed = await olga.receives();
    expect(changed).toMatchObject({ text: 'Маша: математика 5', buttons: [], edited: true });
    expect(olga.sees()).toHaveLength(2);
  });

  test('a button is found by its callback data too, and a button that is not there can not be pressed', async () => {
    olga.says('/start');
    await olga.receives();
    expect(() => olga.presses('Оценки')).toThrow('No button «Оценки»; the newest message has «Отметки»');
    olga.presses('marks');
    await olga.receives('Маша');
    expect(() => olga.presses('marks')).toThrow('the newest message has none');
  });

  test('she writes, corrects and passes on: the answers come in order', async () => {
    const asked = olga.says('отметки');
    expect((await olga.receives()).text).toBe('Вы написали: отметки');
    olga.edits(asked, 'уроки');
    expect((await olga.receives()).text).toBe('Вы исправили: уроки');
    olga.forwards('Завтра экскурсия', 'Анна Петровна');
    expect((await olga.receives()).text).toBe('Вы написали: Завтра экскурсия');
    expect(olga.reads()).toEqual([]);
  });

  test('updates survive a jump of their ids, forward and to smaller ones', async () => {
    olga.says('раз');
    await olga.receives('раз');
    api.jumpUpdateId({ by: 5000 });
    olga.says('два');
    await olga.receives('два');
    await api.polled();
    api.jumpUpdateId({ to: 17 });
    olga.says('три');
    await olga.receives('три');
    await api.polled();
    expect(api.pending()).toEqual([]);
    expect(api.calls.filter(one => one.method === 'sendMessage').map(one => one.params.text)).toEqual([
      'Вы написали: раз',
      'Вы написали: два',
      'Вы написали: три',
    ]);
  });

  test('she follows a link with a code, which writes /start for her', async () => {
    olga.follows('https://t.me/zvonok_school_bot?start=k7F_9-x');
    await olga.receives('Здравствуйте');
    expect(olga.sees()[0]?.text).toBe('/start k7F_9-x');
    expect(() => olga.follows('https://t.me/another_bot?start=k7F')).toThrow('does not start @zvonok_school_bot');
    expect(() => olga.follows('https://t.me/zvonok_school_bot?start=код')).toThrow();
  });

  test('what nobody answers within the time is told with the sight of the chat', async () => {
    olga.sendsSticker();
    await expect(olga.receives('привет', { within: 1 })).rejects.toThrow(/Nothing came that matches привет/);
  });
});
