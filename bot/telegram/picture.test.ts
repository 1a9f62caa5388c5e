import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { coursePicture } from '#templates/course-picture.ts';
import { type BotApi, startBotApi } from '#test/bot-api/bot-api.ts';
import type { Person } from '#test/bot-api/person.ts';
import { pictureSize } from '#test/bot-api/picture-size.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type ScriptedBot, scriptedBot, telegramOf } from '#test/telegram.ts';
import type { Picture } from '../messenger.ts';

let school: TestSchool;
let api: BotApi;
let olga: Person;
let bot: ScriptedBot;
let telegram: ReturnType<typeof telegramOf>;
let picture: Picture;

beforeAll(async () => {
  school = await openTestSchool();
  const point = { day: '2026-11-09', value: 5, weight: 1, owed: false, mean: 500 };
  const svg = coursePicture(school.press, {
    student: { givenName: 'Мария' },
    subject: { name: 'Математика', thresholds: { five: 450, four: 350, three: 250 } },
    period: { kind: 'quarter', number: 2 },
    points: [point, { ...point, day: '2026-11-11', value: 4, mean: 450 }],
  })!;
  picture = { svg, alt: 'График отметок', path: '/chat/course/1/5' };
});
afterAll(() => school.close());
beforeEach(async () => {
  api = await startBotApi({ now: school.world.now });
  olga = api.person({ id: 501, first_name: 'Ольга' });
  bot = scriptedBot();
  telegram = telegramOf(school, api, { bot });
  expect(await telegram.start()).toBe('answering');
});
afterEach(async () => {
  await telegram.stop();
  await api.close();
  await school.orm.em.fork().execute('delete from incoming_update');
});

it('is sent as a PNG with the words as its caption and the buttons below', async () => {
  bot.says = () => ({ text: '<b>Мария</b>: 4,50', picture });
  olga.says('график');
  const shown = await olga.receives('Мария');
  expect(shown).toMatchObject({
    ...{ text: 'Мария: 4,50', buttons: [['Дальше']] },
    entities: [{ type: 'bold', offset: 0, length: 5 }],
  });
  expect(pictureSize(shown.file!.bytes)).toEqual({ width: 1080, height: 900 });
  expect(shown.file!.bytes.length).toBeLessThan(200_000);
});

it('draws Russian letters with a face of its own, whatever the machine has', async () => {
  bot.says = () => ({ text: 'Мария', picture });
  olga.says('график');
  const lettered = (await olga.receives('Мария')).file!.bytes;
  bot.says = () => ({ text: 'Без слов', picture: { ...picture, svg: picture.svg.replace(/<text.*?<\/text>/g, '') } });
  olga.says('ещё');
  const bare = (await olga.receives('Без слов')).file!.bytes;
  expect(lettered.length).toBeGreaterThan(bare.length * 1.3);
});

it('a press on its button is answered below: words can’t take the place of a picture, nor a picture that of words', async () => {
  bot.says = ({ button }) => (button ? { text: 'Дальше так' } : { text: 'Мария', picture });
  olga.says('график');
  const shown = await olga.receives('Мария');
  olga.presses('Дальше', shown);
  const next = await olga.receives('Дальше так');
  expect(next.id).toBeGreaterThan(shown.id);
  bot.says = () => ({ text: 'Снова график', picture });
  olga.presses('Дальше', next);
  expect((await olga.receives('Снова график')).id).toBeGreaterThan(next.id);
  expect(api.calls.filter(({ method }) => method.startsWith('edit'))).toEqual([]);
  expect(olga.sees().filter(({ from }) => from === 'bot')).toHaveLength(3);
});

it('words longer than a caption stand below the picture, which says what it is', async () => {
  bot.says = () => ({ text: `${'Слово. '.repeat(160)}`.trim(), picture });
  olga.says('график');
  expect(await olga.receives('График отметок')).toMatchObject({ text: 'График отметок', buttons: [] });
  expect(await olga.receives('Слово')).toMatchObject({ buttons: [['Дальше']], file: undefined });
});

it('is tried again when Telegram asks to wait, and comes once', async () => {
  bot.says = () => ({ text: 'Мария', picture });
  api.failNext(429, { retryAfter: 0 });
  olga.says('график');
  await olga.receives('Мария');
  expect(olga.sees().filter(({ file }) => file !== undefined)).toHaveLength(1);
});

it('a button that leads out carries its address; one that no telephone could reach is left out', async () => {
  const link = (label: string, url: string) => ({ label, button: '', url });
  bot.says = () => ({
    text: 'Задано',
    buttons: [
      [link('Доска', 'https://chess.example.org/1')],
      [link('Дома', 'http://localhost:3000/lessons/1')],
      [{ label: 'Меню', button: 'start' }],
    ],
  });
  olga.says('задания');
  const shown = await olga.receives('Задано');
  expect(shown.buttons).toEqual([['Доска'], ['Меню']]);
  expect(shown.keyboard[0]![0]).toMatchObject({ url: 'https://chess.example.org/1' });
});
