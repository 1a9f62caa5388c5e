import type { Message } from 'grammy/types';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveChat } from '#school/chats.ts';
import { type BotApi, startBotApi } from '../bot-api/bot-api.ts';
import type { Person } from '../bot-api/person.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('colleagues call each other on the forum', () => {
  let school: OpenHouse;
  let api: BotApi;
  let chromium: Chromium;
  let orlova: Page;
  let natalya: Person;

  beforeAll(async () => {
    api = await startBotApi();
    school = await openWholeSchool({ settings: { TELEGRAM_TOKEN: api.token, TELEGRAM_API_ROOT: api.root } });
    await school.telegram!.start();
    await school.house.asHouse(async act => {
      const [person] = await act.em.execute<{ id: number }[]>(`select id from person where login = 'ivanova'`);
      await giveChat(act, { messenger: 'telegram', address: '802' }, person!.id);
    });
    natalya = api.person({ id: 802, first_name: 'Наталья' });
    // A bot writes to nobody who has not written to it.
    natalya.says('меню');
    await natalya.receives('Здравствуйте');
    chromium = await startChromium(school.address);
    orlova = await chromium.person('orlova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.telegram!.stop();
    await school.close();
    await api.close();
  });

  const text = (page: Page) => page.locator('#answer').getByLabel('Текст');
  const offered = (page: Page) => page.getByRole('listbox', { name: 'Кого упомянуть' });

  it('Орлова types «@ива» and takes Иванова from the list by keyboard alone', async () => {
    await orlova.goto('/forum/topics/5');
    await text(orlova).focus();
    await orlova.keyboard.type('Спросим @ива');
    await offered(orlova).getByRole('option', { name: 'Иванова Наталья Петровна' }).waitFor();
    const box = orlova.getByRole('combobox', { expanded: true });
    await orlova.keyboard.press('Escape');
    expect(await offered(orlova).count()).toBe(0);
    expect(await text(orlova).inputValue()).toBe('Спросим @ива');
    await orlova.keyboard.type('н');
    const sought = offered(orlova).getByRole('option', { name: 'Иванова Наталья Петровна' });
    await sought.waitFor();
    for (let steps = 0; (await sought.getAttribute('aria-selected')) !== 'true' && steps < 8; steps++)
      await orlova.keyboard.press('ArrowDown');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await sought.getAttribute('id'));
    await orlova.keyboard.press('Enter');
    await orlova.keyboard.type('про пробник?');
    expect(await text(orlova).inputValue()).toBe('Спросим @Иванова Н. П. про пробник?');
    await orlova.keyboard.press('Control+Enter');
    await orlova.locator('.post .mention', { hasText: 'Иванова' }).waitFor();
    expect(plain(await words(orlova, '.post .mention'))).toBe('@Иванова Н. П.');
  });

  it('she hears of it in her chat, by name, once', async () => {
    await school.courierRuns();
    const notice = await natalya.receives('Вас упомянули');
    expect(plain(notice.text)).toContain('Орлова М. А.: Спросим @Иванова Н. П. про пробник?');
    expect(notice.buttons.flat()).toEqual(['Ответить', 'Открыть']);
    expect(natalya.sees().filter(one => one.text.includes('про пробник'))).toHaveLength(1);
  });

  it('and her answer from the chat stands in the topic that Орлова has open, at once', async () => {
    await expect.poll(() => school.live.count()).toBe(1);
    school.world.pass(60_000);
    natalya.presses('Ответить', natalya.sees().at(-1)!);
    await natalya.receives('Напишите ответ сообщением');
    natalya.says('Проведу в среду.');
    await natalya.receives('Ответ опубликован');
    await sees(orlova, 'Проведу в среду.');
    expect(await words(orlova, '[data-live]')).toBe('Новый ответ: Иванова Н. П.');
  });

  it('so does a reply to the message itself', async () => {
    const notice = natalya.sees().findLast(one => one.text.includes('про пробник'))!;
    const reply_to_message = { message_id: notice.id } as Message['reply_to_message'];
    school.world.pass(60_000);
    natalya.sends({ text: 'И в пятницу тоже.', reply_to_message } as Partial<Message>);
    await natalya.receives('Ответ опубликован');
    await sees(orlova, 'И в пятницу тоже.');
  });

  it('Орлова sees the topic closed and opened, a reply hidden and shown, while she goes on typing', async () => {
    const morozov = await chromium.person('morozov');
    const moderate = async (address: string, button: string) => {
      await morozov.goto(address);
      const form = morozov.locator('form', { has: morozov.getByRole('button', { name: button, exact: true }) });
      await form.getByLabel('Причина').fill('Так решили');
      await form.getByRole('button', { name: button, exact: true }).click();
      await morozov.waitForURL(/topics\/5/);
    };
    await text(orlova).fill('Я ещё пишу');
    const said = orlova.locator('.post', { hasText: 'И в пятницу тоже.' });
    const id = await said.getAttribute('data-reply');
    await moderate(`/forum/replies/${id}/hide`, 'Скрыть');
    await sees(orlova, 'Ответ скрыт модератором: Так решили');
    expect(await said.count()).toBe(0);
    await moderate(`/forum/replies/${id}/restore`, 'Вернуть');
    await said.waitFor();
    await moderate('/forum/topics/5/moderation', 'Открепить');
    await orlova.getByText('закреплена').waitFor({ state: 'detached' });
    await moderate('/forum/topics/5/moderation', 'Закрыть');
    await sees(orlova, 'новых ответов не принимает');
    expect(await orlova.locator('#answer textarea').inputValue()).toBe('Я ещё пишу');
    expect(await orlova.getByRole('button', { name: 'Ответить', exact: true }).count()).toBe(0);
    await moderate('/forum/topics/5/moderation', 'Открыть');
    await orlova.getByRole('button', { name: 'Ответить', exact: true }).waitFor();
    expect(await orlova.locator('#answer textarea').inputValue()).toBe('Я ещё пишу');
  });

  it('Орлова stops following it by keyboard, and finds it no more among her subscriptions', async () => {
    await orlova.goto('/forum/topics/5');
    await orlova.getByText('Вы следите за темой').focus();
    await orlova.keyboard.press('Enter');
    await orlova.getByRole('button', { name: /^Не следить/ }).press('Enter');
    await sees(orlova, 'Вы не следите за темой');
    await orlova.goto('/forum/subscriptions');
    expect(await orlova.locator('a[href="/forum/topics/5"]').count()).toBe(0);
  });

  it('and nothing went wrong unseen', async () => {
    await press(orlova, 'Форум');
    expect(chromium.complaints).toEqual([]);
  });
});
