import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('drafts', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let page: Page;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    page = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const text = () => page.getByLabel('Текст', { exact: true });
  /** The tab is closed in the middle of a word, and another one opened. */
  const reopen = async (address: string) => {
    const { pathname } = new URL(address, school.address);
    const fresh = await page.context().newPage();
    await page.close();
    page = fresh;
    await page.goto(pathname + new URL(address, school.address).search);
  };
  const signIn = async (login: string) => {
    await page.goto('/sign-in');
    await page.locator('.sign-in-card').getByLabel('Логин').fill(login);
    await page.locator('.sign-in-card').getByLabel('Пароль').fill(`kolokol-${login}`);
    await page.locator('.sign-in-card').getByRole('button', { name: 'Войти' }).click();
    await page.locator(`body[data-person]`).waitFor();
  };
  const signOut = async () => {
    await page.locator('.person-menu summary').click();
    await press(page, 'Выйти');
    await page.waitForURL(/sign-in/);
  };

  it('of a reply and of a new topic, its title too, survive a closed tab', async () => {
    await page.goto('/forum/topics/1');
    await text().fill('Начала отвечать');
    await reopen('/forum/topics/1');
    expect(await text().inputValue()).toBe('Начала отвечать');
    await sees(page, 'Это ваш неотправленный черновик.');
    await page.goto('/forum/new');
    await page.getByLabel('Заголовок').fill('Недописанный заголовок');
    await text().fill('И недописанный текст');
    await reopen('/forum/new');
    expect(await page.getByLabel('Заголовок').inputValue()).toBe('Недописанный заголовок');
    expect(await text().inputValue()).toBe('И недописанный текст');
  });

  it('are refused with a hundred thousand letters, which all stay', async () => {
    const long = 'Слово за словом. '.repeat(6_000).trimEnd();
    await page.goto('/forum/topics/1');
    // As it is pasted: letter by letter it would take a minute.
    await text().evaluate((area: HTMLTextAreaElement, typed) => {
      area.value = typed;
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, long);
    await press(page, 'Ответить');
    await sees(page, /В тексте 101 999 знаков, помещается 20 000/);
    expect(await text().inputValue()).toBe(long);
    const kept = () =>
      page.evaluate(() => Object.entries(localStorage).find(([key]) => key.endsWith('forum-reply-1'))?.[1]);
    expect(JSON.parse((await kept())!).text).toBe(long);
    await text().fill('');
    expect(await kept()).toBe(undefined);
  });

  it('are gone once they are sent, and not before', async () => {
    await page.goto('/forum/topics/1');
    await text().fill('Дописала');
    school.world.pass(10_000);
    await press(page, 'Ответить');
    await sees(page, 'Ответ отправлен.');
    expect(await text().inputValue()).toBe('');
    await reopen('/forum/new');
    expect(await text().inputValue()).toBe('И недописанный текст');
  });

  it('of an edit come back, and stand aside when the reply was changed in another window meanwhile', async () => {
    await page.goto('/forum/topics/1');
    await page.locator('.post.own').last().getByRole('link', { name: 'Изменить' }).click();
    await page.waitForURL(/\/edit$/);
    const edit = page.url();
    await text().fill('Переписала иначе');
    await reopen(edit);
    expect(await text().inputValue()).toBe('Переписала иначе');
    const telephone = await chromium.person('ivanova');
    await telephone.goto(edit);
    await telephone.getByLabel('Текст', { exact: true }).fill('Изменила с телефона');
    await press(telephone, 'Сохранить');
    await sees(telephone, 'Ответ изменён.');
    await telephone.context().close();
    await reopen(edit);
    expect(await text().inputValue()).toBe('Изменила с телефона');
    await sees(page, 'Здесь остался ваш неотправленный текст');
    await press(page, 'Показать его');
    expect(await text().inputValue()).toBe('Переписала иначе');
  });

  it('of two editors none is lost: the refused text stays in the form beside the newer one', async () => {
    const edit = page.url();
    const telephone = await chromium.person('ivanova');
    await telephone.goto(edit);
    await telephone.getByLabel('Текст', { exact: true }).fill('И ещё раз с телефона');
    await press(telephone, 'Сохранить');
    await sees(telephone, 'Ответ изменён.');
    await telephone.context().close();
    await press(page, 'Сохранить');
    await sees(page, 'Пока вы писали, этот ответ изменили в другом окне.');
    expect(await words(page, 'section.card')).toBe('Сейчас на форуме И ещё раз с телефона');
    expect(await text().inputValue()).toBe('Переписала иначе');
    await press(page, 'Сохранить');
    await sees(page, 'Ответ изменён.');
    expect(await words(page, '.post.own:last-of-type .prose')).toBe('Переписала иначе');
  });

  it('of a letter are kept for each addressee apart', async () => {
    const links = page.locator('section:has(h2:text("Мой класс")) a.row-main');
    await page.goto('/letters/new');
    const [first, second] = await links.evaluateAll(all => all.slice(0, 2).map(one => one.getAttribute('href')!));
    await page.goto(first!);
    await text().fill('О вашем ребёнке');
    await reopen(second!);
    expect(await text().inputValue()).toBe('');
    await reopen(first!);
    expect(await text().inputValue()).toBe('О вашем ребёнке');
  });

  it('are one person’s: the next one at this computer sees none, and after signing out nobody does', async () => {
    await page.context().clearCookies();
    await signIn('volkov');
    await page.goto('/forum/new');
    expect(await text().inputValue()).toBe('');
    await page.context().clearCookies();
    await signIn('ivanova');
    await page.goto('/forum/new');
    expect(await text().inputValue()).toBe('И недописанный текст');
    await signOut();
    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('draft:')))).toEqual([]);
    await signIn('ivanova');
    await page.goto('/forum/new');
    expect(await text().inputValue()).toBe('');
    expect(chromium.complaints.filter(one => !/status of (409|422)/.test(one))).toEqual([]);
  });
});
