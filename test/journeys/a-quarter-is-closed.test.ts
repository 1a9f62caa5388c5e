import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { settled, typeDown } from '../grid.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a quarter is closed', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let morozov: Page;
  let sokolova: Page;
  let finals: string;

  beforeAll(async () => {
    school = await openWholeSchool({ at: '2026-12-30T16:00:00+03:00' });
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
    morozov = await chromium.person('morozov');
    sokolova = await chromium.person('sokolova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('Иванова finds her journal and sets three marks by keyboard alone', async () => {
    await ivanova.goto('/finals');
    await ivanova.getByRole('row', { name: /^5Б/ }).getByRole('link', { name: 'Математика', exact: true }).click();
    await sees(ivanova, 'Итоговые отметки: Математика, 5Б');
    finals = new URL(ivanova.url()).pathname;
    const inputs = ivanova.locator('.mark-input');
    await inputs.first().focus();
    await ivanova.keyboard.type('5');
    await ivanova.keyboard.press('Enter');
    await ivanova.keyboard.type('н');
    await ivanova.keyboard.press('ArrowDown');
    await ivanova.keyboard.type('3');
    await press(ivanova, 'Сохранить');
    await sees(ivanova, /Итоговые отметки сохранены/);
    expect(await inputs.nth(0).inputValue()).toBe('5');
    expect(await inputs.nth(1).inputValue()).toBe('н/а');
    expect(await inputs.nth(2).inputValue()).toBe('3');
  });

  it('a slip comes back with a sentence beside the cell, and what was typed stays', async () => {
    const fourth = ivanova.locator('.mark-input').nth(3);
    await fourth.fill('6');
    await press(ivanova, 'Сохранить');
    await sees(ivanova, /целое число от 2 до 5 или «н\/а»/);
    expect(await fourth.inputValue()).toBe('6');
    expect(await fourth.getAttribute('aria-invalid')).toBe('true');
    await fourth.fill('');
  });

  it('in the grid the column of the quarter takes the same keys, and what was typed without a net arrives later', async () => {
    await ivanova.goto(finals.replace('/finals', '?period=2'));
    const column = ivanova.locator('td.f');
    const states = async () => (await column.allTextContents()).slice(0, 5);
    expect(await states()).toEqual(['5', 'н/а', '3', '', '']);
    await column.nth(3).click();
    await sees(ivanova, 'Отметка за период: 5 4 3 2, н — не аттестован');
    await ivanova.context().setOffline(true);
    await typeDown(ivanova, ['4', 'н']);
    await sees(ivanova, 'Нет связи: 2 записи ждут в этом браузере');
    expect(await states()).toEqual(['5', 'н/а', '3', '4', 'н/а']);
    await ivanova.context().setOffline(false);
    await settled(ivanova);
    await ivanova.keyboard.press('Control+z');
    await settled(ivanova);
    await ivanova.goto(finals);
    expect(await ivanova.locator('.mark-input').nth(3).inputValue()).toBe('4');
    expect(await ivanova.locator('.mark-input').nth(4).inputValue()).toBe('');
  });

  it('she accepts what is suggested, and the borderline ones after a look', async () => {
    await ivanova.getByRole('button', { name: /^Принять предложенные: 2-я/ }).click();
    await sees(ivanova, /Итоговые отметки сохранены/);
    await ivanova.getByRole('button', { name: /^Вместе со спорными: 2-я/ }).click();
    await sees(ivanova, /Итоговые отметки сохранены/);
    expect(await ivanova.getByRole('button', { name: /2-я четверть/ }).count()).toBe(0);
    // Who has too few marks is left to her: н/а is suggested, never set by itself.
    const empty = await ivanova.locator('td:has(.mark-input:placeholder-shown)').allInnerTexts();
    expect(empty.length).toBeGreaterThan(0);
    expect(empty.filter(cell => !/→\s*н\/а\s*(мало|нет отметок)/.test(cell))).toEqual([]);
  });

  it('Соколова sees what is not set and closes the quarter', async () => {
    await sokolova.goto('/finals');
    expect(await words(sokolova)).toMatch(/Не выставлено \d+ отмет/);
    sokolova.once('dialog', dialog => dialog.accept());
    await press(sokolova, 'Закрыть период');
    await sees(sokolova, 'Период закрыт. Записи в нём больше не меняются.');
    await ivanova.goto(finals);
    expect(await ivanova.locator('.mark-input').count()).toBe(0);
    expect(await words(ivanova)).toContain('закрыто приказом');
    await ivanova.goto(finals.replace('/finals', '?period=2'));
    await ivanova.locator('td.f').first().click();
    await ivanova.keyboard.press('2');
    await sees(ivanova, 'Период закрыт приказом, отметки за него не меняются');
    expect(await ivanova.locator('td.f').first().textContent()).toBe('5');
    await ivanova.goto(finals);
  });

  it('Морозов opens this one journal with a reason, Иванова corrects a mark, and the next day it is closed again', async () => {
    await morozov.goto(finals);
    await morozov.getByLabel('Период').selectOption({ label: '2-я четверть' });
    await morozov.getByLabel('Причина').fill('Работа принесена после болезни');
    await morozov.getByLabel('Последний день').fill('2026-12-30');
    await press(morozov, 'Открыть журнал');
    await sees(morozov, 'Журнал открыт. Учителю отправлено уведомление.');

    await ivanova.goto(finals);
    await sees(ivanova, /открыто завучем до 30 декабря/);
    await ivanova.locator('.mark-input').first().fill('4');
    await press(ivanova, 'Сохранить');
    await sees(ivanova, /было 5/);

    school.world.set('2026-12-31T09:00:00+03:00');
    await ivanova.reload();
    expect(await ivanova.locator('.mark-input').count()).toBe(0);
    expect(chromium.complaints.filter(text => !/ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
  });
});
