import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the deputy holds a seminar', () => {
  let school: OpenSchool;
  let chromium: Chromium;
  let morozov: Page;
  let natalya: Person;

  beforeAll(async () => {
    school = await openSchoolWithTelegram();
    chromium = await startChromium(school.address);
    morozov = await chromium.person('morozov');
    natalya = await school.linkedPhone('ivanova', { id: 502, first_name: 'Наталья' });
  });
  afterAll(async () => {
    await chromium?.close();
    await school?.close();
  });

  it('Морозов finds «Обучение» in «Учительская» and announces a session for class teachers', async () => {
    await morozov.goto('/board');
    await press(morozov, 'Обучение');
    await press(morozov, 'Новое занятие');
    await morozov.getByLabel('О чём занятие').fill('Итоги четверти без спешки');
    await morozov.getByLabel('День').fill('2026-11-26');
    await morozov.getByLabel('Начало').fill('15:00');
    await morozov.getByLabel('Конец').fill('16:00');
    await morozov.getByLabel('Где').fill('Кабинет 212');
    await press(morozov, 'Объявить');
    await sees(morozov, 'Отметьте, кого вы приглашаете.');
    expect(await morozov.getByLabel('О чём занятие').inputValue()).toBe('Итоги четверти без спешки');
    await morozov.getByLabel('Классных руководителей').check();
    await press(morozov, 'Объявить');
    await sees(morozov, 'Занятие объявлено.');
    expect(await words(morozov, '.facts')).toMatch(/26 ноября 2026 года, четверг, 15:00–16:00.*Кабинет 212/);
  });

  it('Наталья hears of it in Telegram and says there that she comes; once more changes nothing', async () => {
    const notice = await natalya.receives('Вас приглашают');
    expect(plain(notice.text)).toContain('26 ноября, четверг, 15:00–16:00, Кабинет 212. Проводит Морозов А. П.');
    natalya.presses('Приду', notice);
    expect(plain((await natalya.receives('Записал')).text)).toContain('Записал: вы придёте. Придут: 1.');
    natalya.presses('Приду', notice);
    expect(plain((await natalya.receives('Записал')).text)).toContain('Придут: 1.');
    await morozov.reload();
    expect(await words(morozov, 'aside')).toMatch(/Придут 1, не придут 0/);
  });

  it('after it he marks who came: Наталья is ticked already, a guest is added', async () => {
    school.world.set('2026-11-26T16:10:00+03:00');
    await morozov.reload();
    expect(await morozov.getByLabel('Иванова Наталья Петровна').isChecked()).toBe(true);
    await morozov.getByLabel('Орлова Марина Александровна').check();
    await morozov.getByLabel('Был и без приглашения').selectOption({ label: 'Волков Денис Олегович' });
    await press(morozov, 'Сохранить');
    await sees(morozov, 'Отмечено, кто пришёл.');
    expect(await words(morozov, 'aside')).toMatch(/Кто был.* 3 из \d+/);
  });

  it('and prints the sheet: A4, a line to sign for each, nothing to press', async () => {
    await press(morozov, 'Лист для подписей');
    await sees(morozov, 'Лист присутствия');
    await morozov.emulateMedia({ media: 'print' });
    expect(await morozov.getByRole('button', { name: 'Печать' }).isVisible()).toBe(false);
    expect(await morozov.locator('nav.tabs-nav').isVisible()).toBe(false);
    const rows = await morozov.locator('tbody tr').allInnerTexts();
    expect(rows.every(row => /_{10,}/.test(row))).toBe(true);
    expect(rows.map(plain).find(row => row.includes('Волков'))).toMatch(/да/);
    const sheet = await morozov.pdf({ format: 'A4' });
    expect(sheet.subarray(0, 5).toString()).toBe('%PDF-');
    expect(
      sheet.toString('latin1').match(/\/MediaBox \[0 0 595(\.\d+)? 84[12](\.\d+)?\]/g)?.length,
    ).toBeGreaterThanOrEqual(1);
    expect(chromium.complaints).toEqual([]);
  });
});
