import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveChat } from '#school/chats.ts';
import { type BotApi, startBotApi } from '../bot-api/bot-api.ts';
import type { Group } from '../bot-api/group.ts';
import type { Person } from '../bot-api/person.ts';
import { type Chromium, press, sees, startChromium } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a section of the forum in a Telegram group', () => {
  let school: OpenHouse;
  let api: BotApi;
  let chromium: Chromium;
  let group: Group;
  let ilya: Person;
  let natalya: Person;
  let orlova: Page;

  beforeAll(async () => {
    api = await startBotApi();
    school = await openWholeSchool({ settings: { TELEGRAM_TOKEN: api.token, TELEGRAM_API_ROOT: api.root } });
    await school.telegram!.start();
    chromium = await startChromium(school.address);
    group = api.group({ id: -1_002_000_000_001, title: 'Учителя Крюковской школы', forum: true });
    [ilya, natalya] = [await phone('kuznetsov', 801), await phone('ivanova', 802)];
    orlova = await chromium.person('orlova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.telegram!.stop();
    await school.close();
    await api.close();
  });

  /** A private chat with the bot, linked. */
  const phone = async (login: string, id: number) => {
    await school.house.asHouse(async act => {
      const [person] = await act.em.execute<{ id: number }[]>('select id from person where login = ?', [login]);
      await giveChat(act, { messenger: 'telegram', address: `${id}` }, person!.id);
    });
    return api.person({ id, first_name: login });
  };
  const mirrors = async () => {
    school.world.pass(10_000);
    await school.telegram!.mirror.round();
  };
  const thread = () => group.threads().find(({ name }) => name === 'Поездка в музей')!.id;

  it('is linked by the registrar: a code from the site, sent to the group; the bot says first what it lacks', async () => {
    const kuznetsov = await chromium.person('kuznetsov');
    await kuznetsov.goto('/forum');
    await kuznetsov.getByRole('link', { name: 'Группы Telegram' }).click();
    await sees(kuznetsov, '41-ФЗ');
    await kuznetsov.getByRole('button', { name: 'Получить код: Свободный разговор' }).click();
    const command = await kuznetsov.getByLabel('Команда для группы').inputValue();
    group.says(ilya, command);
    expect((await group.receives(/администратором/)).text).toContain('Код не израсходован');
    group.makesAdministrator(ilya);
    group.says(ilya, command);
    await group.receives('Готово');
    await kuznetsov.goto('/forum/mirror');
    await sees(kuznetsov, 'Учителя Крюковской школы');
  });

  it('shows in the group a topic that Орлова opens on the site, where she is told of it beforehand', async () => {
    await orlova.goto('/forum/free');
    await sees(orlova, 'Раздел повторяется в группе Telegram «Учителя Крюковской школы»');
    await orlova.getByRole('link', { name: 'Новая тема' }).click();
    await orlova.getByLabel('Заголовок').fill('Поездка в музей');
    await orlova.getByLabel('Текст').fill('Едем **в пятницу**. Кто с нами?');
    await press(orlova, 'Опубликовать');
    await sees(orlova, 'Кто с нами?');
    await mirrors();
    expect(group.sees(thread()).at(-1)!.text).toBe('Орлова М. А.\nЕдем в пятницу. Кто с нами?');
  });

  it('brings what Наталья answers in the group into the browser of Орлова, who need not reload', async () => {
    await expect.poll(() => school.live.count()).toBe(1);
    group.says(natalya, 'Я еду, беру 5Б', { thread: thread() });
    await sees(orlova, 'Я еду, беру 5Б');
    expect(await orlova.locator('.post').last().textContent()).toContain('Иванова Н. П.');
  });

  it('takes away in the group what is hidden on the site', async () => {
    const posts = orlova.locator('.post');
    await orlova.locator('#answer').getByLabel('Текст').fill('Места только для девятого класса.');
    await press(orlova, 'Ответить');
    await sees(orlova, 'Места только для девятого класса.');
    await mirrors();
    expect(group.sees(thread()).at(-1)!.text).toContain('только для девятого');
    await posts.last().getByRole('link', { name: 'Скрыть' }).click();
    await press(orlova, 'Скрыть');
    await sees(orlova, 'скрыт');
    await mirrors();
    expect(
      group
        .sees(thread())
        .map(({ text }) => text)
        .join(),
    ).not.toContain('только для девятого');
    expect(chromium.complaints).toEqual([]);
  });
});
