import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Refusal } from '#school/refusal.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type ScriptedBot, scriptedBot, telegramOf } from '#test/telegram.ts';
import { mostFileBytes, type ScreenFile } from '../messenger.ts';

let school: TestSchool;
let api: BotApi;
let natalya: Person;
let bot: ScriptedBot;
let telegram: ReturnType<typeof telegramOf>;
let made: number;

const text = '<b>5Б</b>, итоги успеваемости';
const bytes = Buffer.from('%PDF-1.7 итоги');
const file = (content: Buffer | Error = bytes): ScreenFile => ({
  ...{ name: '5Б Итоги успеваемости класса, 1 четверть.pdf', kind: 'pdf', path: '/reports/class-results/pdf?of=5' },
  make: async () => {
    made++;
    if (content instanceof Error) throw content;
    return content;
  },
});
const documents = () => natalya.sees().filter(seen => seen.file);
const outcomes = (method: string) => api.calls.filter(call => call.method === method).length;

beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());
beforeEach(async () => {
  made = 0;
  api = await startBotApi({ now: school.world.now });
  natalya = api.person({ id: 601, first_name: 'Наталья' });
  bot = scriptedBot();
  telegram = telegramOf(school, api, { bot });
  expect(await telegram.start()).toBe('answering');
});
afterEach(async () => {
  await telegram.stop();
  await api.close();
  await school.orm.em.fork().execute('delete from incoming_update');
});

it('is sent under its Russian name with the words as its caption, and the chat shows that it is on its way', async () => {
  bot.says = () => ({ text, file: file() });
  natalya.says('ведомость 5Б');
  const shown = await natalya.receives('5Б');
  expect(shown).toMatchObject({
    ...{ text: '5Б, итоги успеваемости', buttons: [['Дальше']] },
    file: { name: '5Б Итоги успеваемости класса, 1 четверть.pdf', bytes },
  });
  const [action] = api.calls.filter(({ method }) => method === 'sendChatAction');
  expect(action!.params).toMatchObject({ action: 'upload_document' });
});

it('stands below words that are too many for a caption', async () => {
  bot.says = () => ({ text: 'Отчёт. '.repeat(200), file: file() });
  natalya.says('отчёт');
  const shown = await natalya.receives(seen => seen.file !== undefined);
  expect(shown).toMatchObject({ text: '', buttons: [['Дальше']] });
  expect(natalya.sees().at(-2)).toMatchObject({ text: expect.stringContaining('Отчёт. Отчёт.'), buttons: [] });
});

it('comes once for a button tapped twice, and again when it is asked for later', async () => {
  natalya.says('формы');
  const menu = await natalya.receives('Вы: формы');
  bot.says = () => ({ text, file: file() });
  natalya.presses('Дальше', menu);
  natalya.presses('Дальше', menu);
  await natalya.receives('5Б');
  await api.called('answerCallbackQuery', 2);
  expect([documents().length, made]).toEqual([1, 1]);
  school.world.pass(60_000);
  natalya.presses('Дальше', menu);
  await natalya.receives('5Б');
  expect([documents().length, made]).toEqual([2, 2]);
});

it('comes once though the line broke after it had arrived, and the person is told what to do', async () => {
  bot.says = () => ({ text, file: file() });
  api.failNext('reset after', { method: 'sendDocument' });
  natalya.says('ведомость 5Б');
  const told = await natalya.receives('Связь прервалась');
  expect(told.buttons).toEqual([['Дальше']]);
  expect([documents().length, outcomes('sendDocument'), made]).toEqual([1, 1, 1]);
});

it('is sent again where Telegram asked to wait, without being made again', async () => {
  bot.says = () => ({ text, file: file() });
  api.failNext(500, { method: 'sendDocument' });
  natalya.says('ведомость 5Б');
  await natalya.receives('5Б');
  expect([documents().length, outcomes('sendDocument'), made]).toEqual([1, 2, 1]);
});

it('that may not be had any more is a refusal in words; one beyond 50 MB is left on the site', async () => {
  bot.wordFailure = error =>
    school.press.screen('bot/refused', { refusal: (error as Refusal).reason, details: [] }) as never;
  bot.says = () => ({ text, file: file(new Refusal('not-allowed', 'not-allowed')) });
  natalya.says('ведомость 9А');
  expect((await natalya.receives('not-allowed')).file).toBeUndefined();
  bot.says = () => ({ text, file: file(Buffer.alloc(mostFileBytes + 1)) });
  natalya.says('всё');
  expect((await natalya.receives('50 МБ')).file).toBeUndefined();
  expect(outcomes('sendDocument')).toBe(0);
});

it('goes with what the courier tells; one that can’t be made is no fault of Telegram’s', async () => {
  natalya.says('/start');
  await natalya.receives('Вы: /start');
  const told = { text: 'Список незаполненного', buttons: [], file: file() };
  await telegram.messenger.show('601', told);
  expect(await natalya.receives('Список')).toMatchObject({ file: { bytes } });
  const failed = { ...told, file: file(new Error('no paper')) };
  await expect(telegram.messenger.show('601', failed)).rejects.toThrow('no paper');
});
