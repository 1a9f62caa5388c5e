import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#db/server/way.ts';
import { type Chromium, sees, startChromium } from '../browser.ts';
import { type RunningProgram, startProgram } from '../program.ts';
import { reachableFolder } from '../setup/reachable-folder.ts';
import { sweepAfterwards } from '../setup/sweeper.ts';

describe('a school of one’s own', () => {
  const folder = reachableFolder();
  const sweep = sweepAfterwards(folder);
  const settings: Record<string, string> = { DATA_DIR: mkdtempSync(join(folder, 'own-')) };
  const running = new Set<RunningProgram>();
  let chromium: Chromium;
  let address: string;
  const start = (...options: string[]) => {
    const program = startProgram(settings, options);
    running.add(program);
    return program;
  };

  beforeAll(async () => {
    settings.PORT = String(await freePort());
    address = `http://127.0.0.1:${settings.PORT}`;
    chromium = await startChromium(address);
  });
  afterAll(async () => {
    await chromium.close();
    for (const program of running) await program.end('SIGTERM');
    await sweep();
  });

  it('is founded in the browser, with the registrar alone in it', async () => {
    const program = start('--empty');
    const [, printed] = /open (http:\S+)/.exec(await program.line(/no school here yet/))!;

    const passerBy = await chromium.stranger();
    await passerBy.goto('/');
    await sees(passerBy, 'нужен адрес, который программа напечатала');
    expect(await passerBy.locator('form').count()).toBe(0);

    const page = await chromium.stranger();
    await page.goto(printed!);
    await page.getByLabel('Краткое название').fill('Школа № 7');
    await page.getByLabel('Полное название').fill('Муниципальное общеобразовательное учреждение «Средняя школа № 7»');
    await page.getByLabel('Часовой пояс').selectOption('Asia/Omsk');
    await page.getByLabel('Учебный год начинается').fill('2026');
    await page.getByLabel('Фамилия').fill('Зайцева');
    await page.getByLabel('Имя', { exact: true }).fill('Нина');
    await page.getByLabel('Отчество').fill('Павловна');
    await page.getByLabel('Логин').fill('зайцева');
    await page.getByLabel('Пароль').fill('в поле берёза стояла');
    await page.getByRole('button', { name: 'Открыть школу' }).click();
    await sees(page, 'латинских строчных букв');
    expect(await page.getByLabel('Фамилия').inputValue()).toBe('Зайцева');

    await page.getByLabel('Логин').fill('zaytseva');
    await page.getByLabel('Пароль').fill('в поле берёза стояла');
    await page.getByRole('button', { name: 'Открыть школу' }).click();
    await sees(page, 'Школа № 7: школа открыта');
    await program.line(/the school is open/);
    // The page itself goes on to the sign-in after some seconds, open or not; the registrar comes anew.
    const registrar = await chromium.stranger();
    await registrar.goto('/sign-in');
    await registrar.getByLabel('Логин').fill('zaytseva');
    await registrar.getByLabel('Пароль').fill('в поле берёза стояла');
    await registrar.getByRole('button', { name: 'Войти' }).click();
    await sees(registrar, 'Зайцева Н. П.');
    expect(await registrar.locator('.sample-strip').count()).toBe(0);
    await registrar.goto('/people');
    expect(await registrar.locator('tbody tr').count()).toBe(1);
  });

  it('opens every page of the empty school without a fault', async () => {
    const page = chromium && (await chromium.stranger());
    const session = await page.request.post('/api/session', {
      data: { login: 'zaytseva', password: 'в поле берёза стояла' },
    });
    expect(session.status()).toBe(200);
    const seen = new Set(['/']);
    for (const path of seen) {
      const answer = await page.request.get(path, { maxRedirects: 5 });
      expect([path, answer.status() < 500]).toEqual([path, true]);
      if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
      for (const [, href] of (await answer.text()).matchAll(/href="(\/(?!public|fonts)[^"#?]*)/g)) seen.add(href!);
    }
    expect(seen.size).toBeGreaterThan(15);
  });

  it('is opened again as it is, and is no place for the sample school', async () => {
    for (const program of running) await program.end('SIGTERM');
    const again = start('--empty');
    await again.line(/the school is open/);
    expect(again.output()).not.toMatch(/filling|founded/);
    await again.end('SIGTERM');
    const unknown = start('--emty');
    expect(await unknown.ended()).toBe(1);
    expect(unknown.output()).toContain('--emty is no option of this program');
  });
});
