import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type ScriptedBot, scriptedBot, telegramOf } from '#test/telegram.ts';

let school: TestSchool;
let api: BotApi;
let olga: Person;
let bot: ScriptedBot;
let telegram: ReturnType<typeof telegramOf>;

beforeAll(async () => {
  school = await openTestSchool();
});

afterAll(() => school.close());

beforeEach(async () => {
  api = await startBotApi({ now: school.world.now });
  olga = api.person({ id: 501, first_name: 'Ольга' });
  bot = scriptedBot();
  telegram = telegramOf(school, api, { bot });
});

afterEach(async () => {
  await telegram.stop();
  await api.close();
  await school.orm.em.fork().execute('delete from incoming_update');
});

describe('the conversation in Telegram', () => {
  beforeEach(async () => {
    expect(await telegram.start()).toBe('answering');
  });

  it('knows the bot’s name, offers its commands and listens', async () => {
    await api.polled();
    expect(telegram.name()).toBe('zvonok_school_bot');
    expect(api.calls.map(({ method }) => method)).toEqual(['getMe', 'setMyCommands', 'deleteWebhook', 'getUpdates']);
    const { commands } = api.calls[1]!.params as { commands: { command: string }[] };
    expect(commands.map(({ command }) => command)).toContain('marks');
    expect(telegram.lastSuccessAt()).toEqual(school.world.now());
  });

  it('brings what Ольга writes to the bot, and its screen back', async () => {
    bot.says = () => ({ text: '<b>Маша</b>: 5 &amp; 4', buttons: [[{ label: 'Неделя', button: 'marks 7 week' }]] });
    olga.says('отметки');
    const screen = await olga.receives();
    expect(screen.text).toBe('Маша: 5 & 4');
    expect(screen.entities).toEqual([{ type: 'bold', offset: 0, length: 4 }]);
    expect(screen.buttons).toEqual([['Неделя']]);
    const from = { messenger: 'telegram', address: '501' };
    expect(bot.heard).toEqual([{ from, key: expect.stringMatching(/^\d+$/), text: 'отметки' }]);
    olga.presses('Неделя');
    await api.called('editMessageText');
    expect(bot.heard[1]).toEqual({ from, key: expect.stringMatching(/^\d+$/), button: 'marks 7 week' });
  });

  it('cuts a long screen between lines, and leaves the buttons with its end', async () => {
    bot.says = () => ({ text: `${'а'.repeat(3000)}\n${'б'.repeat(3000)}` });
    olga.says('отметки');
    expect(await olga.receives('а')).toMatchObject({ text: 'а'.repeat(3000), buttons: [] });
    expect(await olga.receives('б')).toMatchObject({ text: 'б'.repeat(3000), buttons: [['Дальше']] });
  });

  it('changes the last screen in place when its button is pressed, however often', async () => {
    olga.says('меню');
    const screen = await olga.receives();
    const press = olga.presses('Дальше');
    expect(await press?.answered()).toEqual({ text: '', alert: false });
    expect(await olga.receives('Вы: next')).toMatchObject({ id: screen.id, edited: true });
    olga.presses('Дальше');
    await api.called('editMessageText', 2);
    expect(api.calls.findLast(({ method }) => method === 'editMessageText')?.description).toMatch(/not modified/);
    olga.says('ещё');
    await olga.receives('Вы: ещё');
    expect(olga.sees().map(({ text }) => text)).toEqual(['меню', 'Вы: next', 'ещё', 'Вы: ещё']);
  });

  it('answers below when an older screen is pressed, or when a notice stands between', async () => {
    olga.says('раз');
    const first = await olga.receives('раз');
    olga.says('два');
    const second = await olga.receives('два');
    olga.presses('Дальше', first);
    const third = await olga.receives('next');
    expect(third.id).toBeGreaterThan(second.id);
    await telegram.messenger.show('501', { text: 'Приказ № 12', buttons: [] });
    olga.presses('Дальше', third);
    await olga.receives('Приказ № 12');
    expect((await olga.receives('next')).id).toBeGreaterThan(third.id);
  });

  it('answers below when the pressed screen has been deleted meanwhile', async () => {
    olga.says('меню');
    const { id } = await olga.receives();
    let free = () => {};
    bot.says = async () => {
      await new Promise<void>(resolve => {
        free = resolve;
      });
      return { text: 'Снова' };
    };
    const press = olga.presses('Дальше');
    await press?.answered();
    await fetch(`${api.root}/bot${api.token}/deleteMessage?chat_id=501&message_id=${id}`);
    free();
    expect((await olga.receives('Снова')).id).toBeGreaterThan(id);
  });

  it('hears what it can’t read as a message without words', async () => {
    olga.sendsSticker();
    await olga.receives();
    olga.sends({ photo: [], caption: 'отметки' });
    await olga.receives();
    olga.forwards('отметки');
    await olga.receives();
    olga.edits(olga.says('отмтеки'), 'отметки');
    await olga.receives('отмтеки');
    await olga.receives();
    expect(bot.heard.map(({ text }) => text)).toEqual(['', '', '', 'отмтеки', '']);
  });

  it('keeps the order of a chat while another chat is answered', async () => {
    const igor = api.person({ id: 502, first_name: 'Игорь' });
    const held = Promise.withResolvers<void>();
    bot.says = async ({ text }) => {
      if (text === 'раз') await held.promise;
      return { text: `Вы: ${text}` };
    };
    olga.says('раз');
    olga.says('два');
    igor.says('отметки');
    await igor.receives('Вы: отметки');
    expect(olga.reads()).toEqual([]);
    held.resolve();
    await olga.receives('Вы: два');
    expect(olga.sees().map(({ text }) => text)).toEqual(['раз', 'два', 'Вы: раз', 'Вы: два']);
  });

  it('waits when Telegram asks for a second, and tries again over a bad line', async () => {
    api.failNext(429, { method: 'sendMessage', retryAfter: 1 });
    olga.says('раз');
    await olga.receives('Вы: раз');
    api.failNext('reset before', { method: 'sendMessage' });
    olga.says('два');
    await olga.receives('Вы: два');
    api.failNext(502, { method: 'sendMessage' });
    olga.says('три');
    await olga.receives('Вы: три');
    expect(olga.sees().filter(({ from }) => from === 'bot')).toHaveLength(3);
  });

  it('gives up an answer Telegram won’t have, and answers the next', async () => {
    bot.says = ({ text }) => ({ text: text === 'раз' ? '<h1>Маша</h1>' : 'Снова' });
    api.failNext(429, { method: 'sendMessage', chat: 501, retryAfter: 11 });
    olga.says('до');
    olga.says('раз');
    olga.says('два');
    await olga.receives('Снова');
    expect(telegram.logged.join('')).toMatch(/busy[\s\S]*Unsupported start tag/);
    expect(telegram.logged.join('')).not.toMatch(/Маша|Ольга/);
  });

  it('goes on when an update of a jumping number comes', async () => {
    olga.says('раз');
    await olga.receives('раз');
    await api.polled();
    api.jumpUpdateId({ by: 5000 });
    olga.says('два');
    await olga.receives('два');
    await api.polled();
    api.jumpUpdateId({ to: 12 });
    olga.says('три');
    await olga.receives('три');
    expect(bot.heard.map(({ text }) => text)).toEqual(['раз', 'два', 'три']);
  });

  it('forgets what was written once it is answered', async () => {
    olga.says('Маша болеет');
    await olga.receives();
    await telegram.stop();
    const rows = await school.orm.em.fork().execute('select body, done_at is not null as done from incoming_update');
    expect(rows).toEqual([{ body: {}, done: true }]);
  });

  it('ends the channel of a chat whose person blocks the bot, before anything is sent there', async () => {
    const petrova = await school.person('petrova');
    await school.orm.em
      .fork()
      .execute(`insert into chat (person_id, messenger, address, linked_at) values (?, 'telegram', '501', now())`, [
        petrova,
      ]);
    olga.says('привет');
    await olga.receives();
    olga.blocks();
    olga.unblocks();
    olga.says('я вернулась');
    await olga.receives();
    const [chat] = await school.orm.em.fork().execute(`select end_reason from chat where address = '501'`);
    expect(chat).toEqual({ end_reason: 'blocked' });
  });
});
