import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('replies arrive', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let orlova: Page;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
    orlova = await chromium.person('orlova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const answer = async (text: string) => {
    school.world.pass(10_000);
    await orlova.locator('#answer').getByLabel('Текст').fill(text);
    await press(orlova, 'Ответить');
    await sees(orlova, text);
  };

  it('by themselves in the browser of Иванова, who goes on typing meanwhile', async () => {
    await ivanova.goto('/forum/topics/1');
    const before = await ivanova.locator('.post').count();
    const text = ivanova.locator('#answer').getByLabel('Текст');
    await text.fill('Я как раз пишу');
    await expect.poll(() => school.live.count()).toBe(1);

    await orlova.goto('/forum/topics/1');
    await answer('Отвечаю из другого браузера.');
    await sees(ivanova, 'Отвечаю из другого браузера.');
    expect(await ivanova.locator('.post').count()).toBe(before + 1);
    expect(await words(ivanova, '[data-live]')).toBe('Новый ответ: Орлова М. А.');
    expect(await text.inputValue()).toBe('Я как раз пишу');
    expect(await ivanova.locator('.post').last().getByRole('link', { name: 'Цитировать' }).count()).toBe(1);
  });

  it('and are read once somebody sits before the page', async () => {
    const unread = async () => {
      const page = await ivanova.context().newPage();
      await page.goto('/forum');
      const line = await words(page, 'li.row:has-text("Домашнее задание сразу на несколько уроков")');
      await page.close();
      return line.includes('1 не прочитано');
    };
    expect(await unread()).toBe(true);
    await ivanova.bringToFront();
    const reading = ivanova.waitForResponse(/\/api\/forum\/topics\/1\/reading$/);
    await ivanova.mouse.move(200, 200);
    expect((await reading).status()).toBe(204);
    expect(await unread()).toBe(false);
  });

  it('once each, though the connection was lost in between', async () => {
    await ivanova.bringToFront();
    school.server.server.closeAllConnections();
    await answer('Пока вас не было.');
    await sees(ivanova, 'Пока вас не было.');
    const texts = await ivanova.locator('.post .prose').allInnerTexts();
    expect(texts.filter(text => text.includes('Пока вас не было.'))).toHaveLength(1);
    expect(new Set(await ivanova.locator('.post').evaluateAll(posts => posts.map(({ id }) => id))).size).toBe(
      await ivanova.locator('.post').count(),
    );
  });

  it('and nobody waits any more when the pages are closed', async () => {
    await ivanova.context().close();
    await orlova.context().close();
    await expect.poll(() => school.live.count()).toBe(0);
  });
});
