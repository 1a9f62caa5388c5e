import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castMember } from '#db/sample/cast.ts';
import { type Chromium, press, sees, startChromium, tabTo, words } from '../browser.ts';
import { query, studentOf } from '../journal.ts';
import { openShuttingHouse, type ShuttingHouse } from '../shutting-house.ts';

// What a family reads on the web (1.2c, 2.4), with and without a net.
let open: ShuttingHouse;
let chromium: Chromium;
let masha: number;
beforeAll(async () => {
  open = await openShuttingHouse();
  chromium = await startChromium(open.address);
  masha = await studentOf(open.school, 'Петрова Мария');
});
afterAll(async () => {
  await chromium?.close();
  await open?.close();
});

const telephone = { viewport: { width: 360, height: 740 } };
const kept = (page: Page) => page.locator('body[data-kept]').waitFor();
const addressesKept = (page: Page) =>
  page.evaluate(async () => {
    const caches = globalThis.caches;
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });

describe('Ольга Петрова on her telephone', () => {
  let page: Page;
  beforeAll(async () => {
    page = await chromium.person('petrova', telephone);
  });

  it('reads the week of Ваня, and in one press that of Маша', async () => {
    await page.goto('/');
    await press(page, 'Дневник');
    expect(await words(page, 'h1')).toBe('Петров Иван');
    await page.getByRole('link', { name: 'Мария 5Б' }).click();
    await page.waitForURL(`**/diary/${masha}`);
    expect(await words(page, 'h1')).toBe('Петрова Мария');
    const tuesday = await words(page, '.diary-day.today');
    expect(tuesday).toMatch(/вторник, 24 ноября сегодня.* 4 урок Математика.* каб\. 301/i);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('goes through week, quarter, subject, what is needed, finals and attendance, child and page at once', async () => {
    await press(page, 'Четверть');
    await sees(page, 'Средний балл считается с учётом веса работ');
    await page.getByRole('link', { name: 'Русский язык' }).click();
    await sees(page, 'Как менялся средний балл');
    for (const [tab, seen] of [
      ['Что нужно', 'Сколько ещё отметок нужно в этой четверти'],
      ['Итоги', '«Пока выходит» — подсказка программы'],
      ['Посещаемость', 'посещаемость'],
    ] as const) {
      await press(page, tab);
      await sees(page, new RegExp(seen));
    }
    await page.getByRole('link', { name: 'Иван 2А' }).click();
    await page.waitForURL(/\/attendance$/);
    expect(await words(page, 'h1')).toBe('Петров Иван');
  });

  it('may install the site: the browser finds nothing that hinders it', async () => {
    const devtools = await page.context().newCDPSession(page);
    const manifest = await devtools.send('Page.getAppManifest');
    expect(manifest.errors).toEqual([]);
    expect(JSON.parse(manifest.data!)).toMatchObject({ short_name: 'Звонок', start_url: '/', display: 'standalone' });
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // The windows of a journey are private ones.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(scope).toBe(`${open.address}/`);
  });

  it('without a net reads the week she saw last, and from when it is', async () => {
    await page.goto(`/diary/${masha}`);
    await kept(page);
    expect(await page.getByText('Без сети').isVisible()).toBe(false);
    await open.shut();
    open.school.world.pass(95 * 60_000);
    await page.reload();
    expect(await words(page, '.kept-line')).toBe('Без сети, по состоянию на 12:30, 24 ноября Обновить');
    expect(await words(page, '.diary-day.today')).toMatch(/Математика/);
    await page.goto('/');
    await sees(page, 'Здравствуйте, Ольга Николаевна');
    expect(await page.getByText('Без сети').isVisible()).toBe(true);
  });

  it('is told so where she has not been yet', async () => {
    await page.goto(`/diary/${masha}?week=2026-09-07`);
    await sees(page, 'Эту страницу без сети не показать');
    await page.goto('/letters');
    await sees(page, 'Эту страницу без сети не показать');
    await page.getByRole('main').getByRole('link', { name: 'Дневник' }).click();
    expect(await words(page, 'h1')).toBe('Петров Иван');
  });

  it('with the net again the page is of now', async () => {
    await open.reopen();
    await page.goto(`/diary/${masha}`);
    expect(await page.getByText('Без сети').isVisible()).toBe(false);
  });

  it('keeps nothing but the diary, and nothing of it for the next one at this telephone', async () => {
    await page.goto('/account');
    await page.goto(`/diary/${masha}/calendar`);
    const own = /^\/(diary(\/\d+(\/(term|need|finals|attendance|subject\/\d+))?)?|offline|(public|fonts)\/.*)?$/;
    expect((await addressesKept(page)).filter(address => !own.test(address))).toEqual([]);
    await page.locator('.person-menu summary').click();
    await press(page, 'Выйти');
    await page.waitForURL('**/sign-in');
    expect(await addressesKept(page)).toEqual([]);

    await page.getByLabel('Логин').fill('smirnov');
    await page.getByLabel('Пароль').fill(castMember('smirnov').password);
    await page.keyboard.press('Enter');
    await page.locator('[data-person]').waitFor();
    await kept(page);
    await open.shut();
    await page.goto(`/diary/${masha}`);
    await sees(page, 'Эту страницу без сети не показать');
    await open.reopen();
    await page.context().close();
  });

  it('whoever signs in without the other having signed out finds nothing of them either', async () => {
    const shared = await chromium.person('petrova', telephone);
    await shared.goto(`/diary/${masha}`);
    await kept(shared);
    // Her session is over; the browser still has the pages.
    await shared.context().clearCookies();
    await shared.goto('/sign-in');
    await shared.getByLabel('Логин').fill('smirnov');
    await shared.getByLabel('Пароль').fill(castMember('smirnov').password);
    await shared.keyboard.press('Enter');
    await shared.locator('[data-person]').waitFor();
    await kept(shared);
    expect(await addressesKept(shared)).not.toContain(`/diary/${masha}`);
    await shared.context().close();
  });
});

describe('Маша', () => {
  it('finds by keyboard alone what she needs for a 5', async () => {
    const page = await chromium.person('masha');
    await page.goto('/diary');
    await tabTo(page.getByRole('link', { name: 'Что нужно' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/need$/);
    expect(await words(page, 'h1')).toBe('Мой дневник');
    // 55/13 is 4.23; (55 + 5k)/(13 + k) ≥ 4.5 from k = 7 on; with weight 3 from 3 control works on.
    expect(await words(page, '.need:has-text("Русский язык")')).toContain(
      'Русский язык 4,23 5 7 пятёрок за ответы или 3 пятёрки за контрольные',
    );
    await page.context().close();
  });

  it('puts her lessons into a calendar, and takes them out again', async () => {
    const page = await chromium.person('masha');
    await page.goto('/diary');
    await press(page, 'Расписание в календаре телефона');
    await press(page, 'Получить ссылку');
    const address = await page.getByLabel('Адрес календаря').inputValue();
    expect(address).toMatch(new RegExp(`^${open.address}/calendar/[\\w-]{22}\\.ics$`));
    expect(await page.getByRole('link', { name: 'Открыть в календаре' }).getAttribute('href')).toMatch(/^webcal:/);
    // A calendar has no session.
    const anybody = await chromium.stranger();
    const feed = await anybody.request.get(address);
    expect([feed.status(), (await feed.text()).slice(0, 15)]).toEqual([200, 'BEGIN:VCALENDAR']);
    await page.reload();
    await sees(page, 'Календарь подключён');
    page.once('dialog', dialog => dialog.accept());
    await press(page, 'Отключить');
    await sees(page, 'Ссылка отключена');
    expect((await anybody.request.get(address)).status()).toBe(404);
    await anybody.context().close();
    await page.context().close();
  });
});

describe('a page of the diary', () => {
  it('comes in less than 100 KB at the first visit, fonts and all', async () => {
    for (const path of ['/', `/diary/${masha}`, `/diary/${masha}/term`, `/diary/${masha}/need`]) {
      const page = await chromium.person('petrova', telephone);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Network.enable');
      let bytes = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(bytes, path).toBeGreaterThan(40_000);
      expect(bytes, path).toBeLessThan(100_000);
      await page.context().close();
    }
  });

  it('hinders nobody in a way that axe knows of: every tab, both themes, telephone and desk', async () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    const faults: string[] = [];
    const russian = (
      await query<{ id: number }>(open.school, `select id from subject where name = 'Русский язык'`)
    )[0]!;
    for (const viewport of [telephone.viewport, { width: 1366, height: 768 }]) {
      const page = await chromium.person('petrova', { viewport, bypassCSP: true });
      for (const tab of ['', '/term', '/need', '/finals', '/attendance', `/subject/${russian.id}`, '/calendar']) {
        await page.goto(`/diary/${masha}${tab}`);
        await page.addScriptTag({ path: axe });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const found = await violationsOf(page);
          faults.push(...found.map(fault => `${tab} ${viewport.width} ${colorScheme}: ${fault}`));
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBe(viewport.width);
      }
      await page.context().close();
    }
    expect([...faults, ...chromium.complaints]).toEqual([]);
  }, 120_000);
});

async function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(root: Document, options: object): Promise<Found> } };
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)} (${nodes.length})`);
  });
}
