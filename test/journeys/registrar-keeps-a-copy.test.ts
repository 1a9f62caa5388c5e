import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inArchive } from '#db/archive/open-archive.ts';
import { restoreArchive } from '#db/archive/restore.ts';
import { freePort } from '#db/server/way.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';
import { type RunningProgram, startProgram } from '../program.ts';
import { createDatabase, type TestDatabase } from '../setup/database.ts';

describe('the registrar keeps a copy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-copies-'));
  const taken = join(folder, 'second-carrier.zip');
  let school: OpenHouse;
  let elsewhere: TestDatabase;
  let chromium: Chromium;
  let kuznetsov: Page;
  let program: RunningProgram | undefined;
  /** Where the school that was brought back is open. */
  let there = '';

  beforeAll(async () => {
    school = await openWholeSchool({ settings: { BACKUP_DIR: join(folder, 'archives'), BACKUP_AT: '02:30' } });
    elsewhere = await createDatabase(null);
    chromium = await startChromium(school.address);
    kuznetsov = await chromium.person('kuznetsov');
  });
  afterAll(async () => {
    await program?.end('SIGTERM');
    await chromium.close();
    await school.close();
    await elsewhere.drop();
    rmSync(folder, { recursive: true });
  });

  it('Кузнецов finds «Система» among the people and asks for a copy, which waits until it is made', async () => {
    await kuznetsov.goto('/people');
    await press(kuznetsov, 'Система');
    await sees(kuznetsov, 'копий ещё нет');
    await press(kuznetsov, 'Сделать копию сейчас');
    await sees(kuznetsov, 'Копия заказана');
    await sees(kuznetsov, 'Ждёт своей очереди');
    // The page looks by itself.
    await school.queue.workOff();
    await sees(kuznetsov, /последняя 24 ноября в 12:30/);
    expect(await words(kuznetsov, 'table')).toMatch(
      /^Когда Размер Скачать 24 ноября 2026, 12:30 [\d,]+ [кМ]Б Скачать$/,
    );
  });

  it('he takes it away, and that is written down', async () => {
    const [download] = await Promise.all([kuznetsov.waitForEvent('download'), press(kuznetsov, 'Скачать')]);
    expect(download.suggestedFilename()).toBe('backup-2026-11-24-123000.zip');
    await download.saveAs(taken);
    expect(statSync(taken).size).toBe(statSync(join(folder, 'archives', download.suggestedFilename())).size);
    await kuznetsov.reload();
    expect(await words(kuznetsov)).toMatch(
      /24 ноября в 12:30: скачана копия \([\d,]+ [кМ]Б\), Кузнецов И. С. 24 ноября в 12:30: сделана копия/,
    );
  });

  it('an empty database receives it, and the program that opens on it knows everybody by their old passwords', async () => {
    await inArchive(taken, archive => restoreArchive(elsewhere.connection, archive));
    const port = String(await freePort());
    there = `http://127.0.0.1:${port}`;
    program = startProgram({
      DATABASE_URL: elsewhere.url,
      PORT: port,
      BACKUP_AT: 'off',
      DATA_DIR: join(folder, 'data'),
    });
    await program.line(/the school is open/);
    expect(program.output()).not.toMatch(/filling/);

    const petrova = await chromium.stranger({ baseURL: there });
    await petrova.goto('/sign-in');
    await petrova.getByLabel('Логин').first().fill('petrova');
    await petrova.getByLabel('Пароль').first().fill('kolokol-petrova');
    await press(petrova, 'Войти');
    await petrova.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    await petrova.goto('/diary');
    expect(await words(petrova, 'h1')).toMatch(/^Петров/);
  }, 120_000);

  it('all data go out in one archive, after a question', async () => {
    kuznetsov.once('dialog', dialog => dialog.accept());
    await press(kuznetsov, 'Подготовить выгрузку');
    await sees(kuznetsov, 'Выгрузка заказана');
    await school.queue.workOff();
    const link = kuznetsov.locator('a.attachment');
    await link.waitFor();
    const [download] = await Promise.all([kuznetsov.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('export-2026-11-24-123000.zip');
    await inArchive(await download.path(), async ({ manifest }) => expect(manifest.kind).toBe('export'));
  });

  it('the support gets a file that names nobody', async () => {
    const [download] = await Promise.all([
      kuznetsov.waitForEvent('download'),
      press(kuznetsov, 'Скачать сведения для поддержки'),
    ]);
    expect(download.suggestedFilename()).toBe('diagnosis-2026-11-24-0930.zip');
    expect(statSync(await download.path()).size).toBeGreaterThan(1000);
    expect(chromium.complaints.filter(complaint => !complaint.includes(there))).toEqual([]);
  });
});
