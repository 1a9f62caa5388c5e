import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as browsers } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castMember } from '#db/sample/cast.ts';
import { type Chromium, sees, startChromium } from '../browser.ts';
import { absencesWritten, cellOf, cellText, columnText, marksWritten, settled, typeDown, unsaved } from '../grid.ts';
import { lessonOf, query } from '../journal.ts';
import { chromiumFlags, chromiumPath } from '../setup/chromium.ts';
import { openShuttingHouse, type ShuttingHouse } from '../shutting-house.ts';

// 3.2b: the journal is filled on the day of the lesson; when the net is down, the entry is kept and arrives later.
describe('the net is down', () => {
  let open: ShuttingHouse;
  let chromium: Chromium;
  let lesson: number;

  beforeAll(async () => {
    open = await openShuttingHouse({ at: '2026-11-25T15:30:00+03:00' });
    chromium = await startChromium(open.address);
    lesson = await lessonOf(open.school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
  });
  afterAll(async () => {
    await chromium?.close();
    await open?.close();
  });

  it('Иванова goes on; closes the tab; the server is started anew; each entry arrives once, in order', async () => {
    const first = await chromium.person('ivanova');
    const context = first.context();
    const address = await journalAddress();
    await first.goto(address);
    await first.locator('body[data-kept]').waitFor();
    await sees(first, 'Всё сохранено');

    await context.setOffline(true);
    await open.shut();
    await first.locator('td[tabindex="0"]').focus();
    await typeDown(first, ['5', '4', 'н', '3', '5', '4', '2', '.', '5', '4']);
    await sees(first, 'Нет связи: 10 записей ждут в этом браузере');
    expect(await unsaved(first)).toBe(10);
    expect(await marksWritten(open.school, lesson)).toEqual([]);
    // The tab is not closed but killed.
    const crashed = first.waitForEvent('crash');
    await Promise.allSettled([first.goto('chrome://crash'), crashed]);
    await first.close();

    const second = await context.newPage();
    await second.goto(address);
    await sees(second, 'Нет связи: 10 записей ждут в этом браузере');
    expect(await columnText(second, lesson, 11)).toEqual(['5', '4', 'н', '3', '5', '4', '2', '.', '5', '4', '']);
    expect(await unsaved(second)).toBe(10);
    await second.close();

    await open.reopen();
    await context.setOffline(false);
    // Any page of the site sends what waits.
    const third = await context.newPage();
    await third.goto('/');
    await sees(third, 'Всё сохранено');
    expect(await marksWritten(open.school, lesson)).toEqual([
      ...['Аксёнова 5', 'Афанасьева 4', 'Галкина 3', 'Журавлёв 5', 'Иванов 4', 'Иванов 2'],
      ...['Исаев .', 'Королёв 5', 'Котова 4'],
    ]);
    expect(await absencesWritten(open.school, lesson)).toEqual(['Баранов unknown']);
    const receipts = await query(open.school, 'select key from entry_receipt');
    expect(receipts).toHaveLength(10);

    await third.goto(address);
    expect(await unsaved(third)).toBe(0);
    expect(await cellText(third, 'Котова Ксения', lesson)).toBe('4');
    await third.close();
  });

  it('sends an entry again whose answer was lost, and it stands there once', async () => {
    const page = await chromium.person('ivanova');
    await page.goto(await journalAddress());
    let lost = 0;
    await page.route('**/api/journal/cells', async route => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await (await cellOf(page, 'Куликова Любовь', lesson)).click();
    await page.keyboard.press('5');
    await settled(page);
    const kulikova = (await marksWritten(open.school, lesson)).filter(said => said.startsWith('Куликова'));
    expect(kulikova).toEqual(['Куликова 5']);
    expect(lost).toBeGreaterThan(1);
  });

  it('keeps entries through a restart of the browser', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zvonok-browser-'));
    const start = () =>
      browsers.launchPersistentContext(folder, {
        ...{ executablePath: chromiumPath(), args: chromiumFlags, baseURL: open.address, locale: 'ru-RU' },
      });
    const before = await start();
    const { password } = castMember('ivanova');
    await before.request.post('/api/session', { data: { login: 'ivanova', password } });
    const page = await before.newPage();
    await page.goto(await journalAddress());
    await page.locator('body[data-kept]').waitFor();
    await open.shut();
    await (await cellOf(page, 'Лапин Георгий', lesson)).click();
    await typeDown(page, ['4', '3']);
    await sees(page, 'Нет связи: 2 записи ждут в этом браузере');
    await before.close();

    const after = await start();
    const opened = await after.newPage();
    await opened.goto(await journalAddress());
    await sees(opened, 'Нет связи: 2 записи ждут в этом браузере');
    await open.reopen();
    // Nobody presses anything: the page goes on trying by itself.
    await sees(opened, 'Всё сохранено');
    expect((await marksWritten(open.school, lesson)).slice(-2)).toEqual(['Лапин 4', 'Мухина 3']);
    await after.close();
    await rm(folder, { recursive: true, force: true });
  });

  const journalAddress = async () => {
    const [row] = await query<{ id: number }>(open.school, 'select course_id as id from lesson where id = :lesson', {
      lesson,
    });
    return `/journal/${row!.id}`;
  };
});
