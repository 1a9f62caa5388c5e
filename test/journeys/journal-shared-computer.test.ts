import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castMember } from '#db/sample/cast.ts';
import { type Chromium, sees, startChromium } from '../browser.ts';
import { cellOf, marksWritten, settled, typeDown } from '../grid.ts';
import { lessonOf, query } from '../journal.ts';
import { openShuttingHouse, type ShuttingHouse } from '../shutting-house.ts';

// One computer in the teachers' room (7e): what waits in its browser is its author's and nobody else's.
let open: ShuttingHouse;
let chromium: Chromium;
let lesson: number;
let address: string;
beforeAll(async () => {
  open = await openShuttingHouse({ at: '2026-11-25T15:30:00+03:00' });
  chromium = await startChromium(open.address);
  lesson = await lessonOf(open.school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
  const [row] = await query<{ id: number }>(open.school, 'select course_id as id from lesson where id = :lesson', {
    lesson,
  });
  address = `/journal/${row!.id}`;
});
afterAll(async () => {
  await chromium?.close();
  await open?.close();
});

/** Signs in by the form, as the next person at the computer does. */
const signIn = async (page: Page, login: string) => {
  await page.goto('/sign-in');
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль').fill(castMember(login).password);
  await page.keyboard.press('Enter');
  await page.locator('[data-person]').waitFor();
};
const signOut = async (page: Page) => {
  await page.locator('.person-menu summary').click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.waitForURL('**/sign-in');
};
const written = () => marksWritten(open.school, lesson);

describe('entries that wait', () => {
  let page: Page;
  let context: BrowserContext;
  let blocked = true;
  const sent: string[] = [];
  beforeAll(async () => {
    page = await chromium.stranger();
    context = page.context();
    await context.route('**/api/journal/cells', async route => {
      sent.push(await page.evaluate(() => document.body.dataset.person ?? ''));
      return blocked ? route.abort() : route.continue();
    });
    await signIn(page, 'ivanova');
    await page.goto(address);
    await page.locator('body[data-kept]').waitFor();
    await (await cellOf(page, 'Аксёнова Милана', lesson)).click();
    await typeDown(page, ['5', '4']);
    await sees(page, 'Нет связи: 2 записи ждут в этом браузере');
  });

  it('stay when she signs out; the pages of her journal do not', async () => {
    await signOut(page);
    await sees(page, 'Войдите снова: 2 записи ждут в этом браузере');
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
  });

  it('are not sent, and not shown, while Волков is signed in', async () => {
    blocked = false;
    sent.length = 0;
    await signIn(page, 'volkov');
    await page.goto('/lessons');
    await page.goto('/journal');
    await page.locator('body[data-kept]').waitFor();
    expect(sent).toEqual([]);
    expect(await page.getByText('в этом браузере').count()).toBe(0);
    expect(await written()).toEqual([]);
    await signOut(page);
  });

  it('arrive when she is back, from any page', async () => {
    await signIn(page, 'ivanova');
    await sees(page, 'Всё сохранено');
    expect(await written()).toEqual(['Аксёнова 5', 'Афанасьева 4']);
  });

  it('wait for the next sign-in when the session has ended under her', async () => {
    await page.goto(address);
    await query(open.school, 'delete from session');
    await (await cellOf(page, 'Баранов Демид', lesson)).click();
    await typeDown(page, ['3']);
    await sees(page, 'Войдите снова: 1 запись ждёт в этом браузере');
    expect(await written()).toHaveLength(2);
    // In another tab; the page left open has the token of the session before.
    const other = await context.newPage();
    await signIn(other, 'ivanova');
    await expect.poll(written).toEqual(['Аксёнова 5', 'Афанасьева 4', 'Баранов 3']);
    await other.close();
  });

  it('do not go through a page of hers that is still open after somebody else has signed in', async () => {
    await page.reload();
    const other = await context.newPage();
    await other.goto('/');
    await signOut(other);
    await signIn(other, 'volkov');
    await (await cellOf(page, 'Галкина Елена', lesson)).click();
    await typeDown(page, ['5']);
    await sees(page, 'Войдите снова: 1 запись ждёт в этом браузере');
    expect(await written()).toHaveLength(3);
    await signOut(other);
    await signIn(other, 'ivanova');
    await expect.poll(async () => (await written()).at(-1)).toBe('Галкина 5');
    await page.reload();
    await settled(page);
  });
});
