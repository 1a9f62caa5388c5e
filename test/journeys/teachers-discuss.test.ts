import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('teachers discuss', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let orlova: Page;
  let volkov: Page;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
    orlova = await chromium.person('orlova');
    volkov = await chromium.person('volkov');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  /** The topic's line in the list, as it is read. */
  const line = async (page: Page, title: string) => {
    await page.goto('/forum');
    return words(page, `li.row:has-text("${title}")`);
  };

  it('Иванова opens a topic in the section of the journal', async () => {
    await ivanova.goto('/forum');
    await press(ivanova, 'Новая тема');
    await ivanova.getByLabel('Раздел', { exact: true }).selectOption({ index: 1 });
    await ivanova.getByLabel('Заголовок').fill('Отметки за диктант');
    await ivanova.getByLabel('Текст').fill('Две отметки за одну работу: **как ставите**?\n\n- через косую\n- отдельно');
    await press(ivanova, 'Опубликовать');
    await ivanova.waitForURL(/\/forum\/topics\/\d+/);
    expect(await words(ivanova, 'h1')).toBe('Отметки за диктант');
    expect(await words(ivanova, '#reply-1 strong')).toBe('как ставите');
    expect(await ivanova.locator('#reply-1 li').count()).toBe(2);
  });

  it('an empty answer is asked for, and a draft survives a closed tab', async () => {
    expect(await line(orlova, 'Отметки за диктант')).toMatch(/1 не прочитано/);
    await orlova.getByRole('link', { name: /Отметки за диктант/ }).click();
    await orlova.locator('#answer').getByLabel('Текст').fill('   ');
    await press(orlova, 'Ответить');
    await sees(orlova, 'Напишите текст.');
    const text = orlova.locator('#answer').getByLabel('Текст');
    await text.fill('Отдельно, второй отметкой.');
    await orlova.goto('/forum');
    await orlova.getByRole('link', { name: /Отметки за диктант/ }).click();
    expect(await text.inputValue()).toBe('Отдельно, второй отметкой.');
    await sees(orlova, 'Это ваш неотправленный черновик.');
  });

  it('Орлова answers with a quote of Иванова', async () => {
    await orlova.locator('#reply-1').getByRole('link', { name: 'Цитировать' }).click();
    await orlova.locator('#answer blockquote').waitFor();
    await press(orlova, 'Ответить');
    await orlova.waitForURL(/#reply-2$/);
    expect(await words(orlova, '#reply-2 blockquote')).toMatch(/Две отметки за одну работу[^<]*Иванова/);
    expect(await words(orlova, '#reply-2')).toContain('Отдельно, второй отметкой.');
    expect(await orlova.locator('#answer').getByLabel('Текст').inputValue()).toBe('');
  });

  it('Иванова hears of it in her chat; Волков, who takes no part, does not', async () => {
    await school.courierRuns();
    await ivanova.goto('/chat');
    expect(await words(ivanova, '.message.from-bot:last-child .bubble')).toBe(
      'Новый ответ в теме «Отметки за диктант» Орлова М. А. цитирует вас: Отдельно, второй отметкой.',
    );
    for (const page of [volkov, orlova]) {
      await page.goto('/chat');
      expect(await words(page)).not.toContain('Отметки за диктант');
    }
  });

  it('what is unread is counted, led to and gone once read', async () => {
    const before = await badge(ivanova);
    expect(await line(ivanova, 'Отметки за диктант')).toMatch(/1 не прочитано/);
    await ivanova.getByRole('link', { name: /Отметки за диктант/ }).click();
    await ivanova.waitForURL(/#reply-2$/);
    expect(await ivanova.locator('.unread-line').count()).toBe(1);
    expect(await line(ivanova, 'Отметки за диктант')).not.toContain('не прочитано');
    expect(await badge(ivanova)).toBe(before - 1);
  });

  it('Орлова edits her own answer; nobody else is offered to', async () => {
    await orlova.goto('/forum');
    await orlova.getByRole('link', { name: /Отметки за диктант/ }).click();
    expect(await orlova.locator('#reply-1').getByRole('link', { name: 'Изменить' }).count()).toBe(0);
    await orlova.locator('#reply-2').getByRole('link', { name: 'Изменить' }).click();
    const edit = new URL(orlova.url()).pathname;
    await orlova.getByLabel('Текст').fill('Отдельно, двумя отметками в одной клетке.');
    await press(orlova, 'Сохранить');
    await orlova.waitForURL(/#reply-2$/);
    await ivanova.goto(orlova.url());
    expect(await words(ivanova, '#reply-2')).toMatch(/двумя отметками в одной клетке\. Изменено 24 ноября в 12:31/);
    expect(await ivanova.locator('#reply-2').getByRole('link', { name: 'Изменить' }).count()).toBe(0);
    expect((await ivanova.goto(edit))?.status()).toBeGreaterThanOrEqual(403);
  });

  it('what somebody writes is never run as a page', async () => {
    await volkov.goto('/forum');
    await volkov.getByRole('link', { name: /Отметки за диктант/ }).click();
    await volkov
      .locator('#answer')
      .getByLabel('Текст')
      .fill('<img src=x onerror="alert(1)"> [сюда](javascript:alert(1))');
    await press(volkov, 'Ответить');
    await volkov.waitForURL(/#reply-3$/);
    expect(await volkov.locator('#reply-3 .prose').locator('img, a').count()).toBe(0);
    expect(await words(volkov, '#reply-3')).toContain('<img src=x');
    expect(chromium.complaints).toEqual([]);
  });
});

async function badge(page: Page): Promise<number> {
  const count = page.locator('[data-nav="forum"] .count');
  return (await count.count()) === 0 ? 0 : Number.parseInt(await words(page, '[data-nav="forum"] .count'), 10);
}
