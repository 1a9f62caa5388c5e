import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, sees, startChromium, tabTo, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a teacher fills a lesson', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let lesson: string;

  beforeAll(async () => {
    // The day after the sample school was filled: nothing is written yet, the fourth lesson has ended.
    school = await openWholeSchool({ at: '2026-11-25T12:30:00+03:00' });
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const cell = (page: Page, name: string) => page.getByLabel(`Отметка: ${name}`, { exact: true });
  const save = async (page: Page) => {
    await tabTo(page.getByRole('button', { name: 'Сохранить' }));
    await page.keyboard.press('Enter');
  };
  const saved = (page: Page) => sees(page, 'Урок сохранён.');
  /** Walks down the column of marks until that student's cell. */
  const walkDownTo = async (page: Page, name: string, key = 'Enter') => {
    const isThere = () => cell(page, name).evaluate(element => element === document.activeElement);
    while (!(await isThere())) await page.keyboard.press(key);
  };
  const presenceOf = (page: Page, name: string) =>
    page
      .getByRole('radiogroup', { name: `Присутствие: ${name}` })
      .locator('input:checked')
      .getAttribute('value');
  const chatOf = async (login: string) => {
    const page = await chromium.person(login);
    await page.goto('/chat');
    const messages = await page.locator('.message.from-bot[data-turn] .bubble').allInnerTexts();
    await page.context().close();
    return messages.map(text => text.replaceAll('\u00a0', ' '));
  };

  it('Иванова goes to her lesson in 5Б by the keyboard alone', async () => {
    await ivanova.goto('/');
    await tabTo(ivanova.getByRole('link', { name: /^Математика 5Б/ }));
    await ivanova.keyboard.press('Enter');
    await ivanova.waitForURL(/\/lessons\/\d+$/);
    lesson = new URL(ivanova.url()).pathname;
    expect(await words(ivanova)).toMatch(/Математика, 5Б .*25 ноября, среда · 4-й урок, 11:15–11:55/);
    expect(await words(ivanova)).toContain('нет темы');
  });

  it('a mark of 7 gets its sentence, what she typed stays, and nothing is half-written', async () => {
    await tabTo(ivanova.getByLabel('Тема'));
    await ivanova.keyboard.type('Деление натуральных чисел');
    await tabTo(ivanova.getByLabel('Домашнее задание'));
    await ivanova.keyboard.type('§ 15, № 380');
    await tabTo(ivanova.locator('.mark-input').first());
    await walkDownTo(ivanova, 'Петрова Мария');
    await ivanova.keyboard.type('7');
    await save(ivanova);
    await sees(ivanova, 'Петрова Мария: отметка — целое число от 2 до 5.');
    await sees(ivanova, 'Ничего не записано: одну запись нужно исправить.');
    expect(await cell(ivanova, 'Петрова Мария').inputValue()).toBe('7');
    expect(await cell(ivanova, 'Петрова Мария').getAttribute('aria-invalid')).toBe('true');
    expect(await ivanova.getByLabel('Тема').inputValue()).toBe('Деление натуральных чисел');

    const morozov = await chromium.person('morozov');
    await morozov.goto(lesson);
    expect(await words(morozov)).toMatch(/Тема не записана Домашнее задание не записано/);
    await school.courierRuns();
    expect(await chatOf('petrova')).toEqual([]);
  });

  it('she puts it right: marks with arrows and Enter, «н» and «оп» by a letter', async () => {
    await tabTo(ivanova.locator('.mark-input').first());
    await walkDownTo(ivanova, 'Петрова Мария', 'ArrowDown');
    await ivanova.keyboard.type('5');
    await walkDownTo(ivanova, 'Смирнов Дмитрий');
    // The same key on a keyboard left in Latin letters: «y» is where «н» is.
    await ivanova.keyboard.type('y');
    await ivanova.keyboard.press('ArrowUp');
    await ivanova.keyboard.press('Shift+Enter');
    await walkDownTo(ivanova, 'Орлов Тимофей', 'ArrowUp');
    await ivanova.keyboard.type('о');
    await ivanova.keyboard.type('4');
    await save(ivanova);
    await saved(ivanova);
    expect(await cell(ivanova, 'Петрова Мария').inputValue()).toBe('5');
    expect(await cell(ivanova, 'Орлов Тимофей').inputValue()).toBe('4');
    expect(await presenceOf(ivanova, 'Орлов Тимофей')).toBe('late');
    expect(await presenceOf(ivanova, 'Смирнов Дмитрий')).toBe('absent');
    expect(await words(ivanova)).toContain('перекличка проведена');
    expect(await words(ivanova)).not.toContain('нет темы');
  });

  it('the families hear of it in their chats, each of its own child', async () => {
    await school.courierRuns();
    expect(await chatOf('petrova')).toEqual([expect.stringMatching(/^Мария, Математика: 5 — /)]);
    expect(await chatOf('smirnov')).toEqual(['Дмитрий: нет на уроке. Математика, 4-й урок']);
    const toOrlova = await chatOf('orlova');
    expect(toOrlova.join('\n')).toMatch(/Тимофей: опоздание\. Математика, 4-й урок/);
    expect(toOrlova.join('\n')).toMatch(/Тимофей, Математика: 4/);
  });

  it('a mark beside «н» is refused with its sentence', async () => {
    await tabTo(ivanova.locator('.mark-input').first());
    await walkDownTo(ivanova, 'Смирнов Дмитрий');
    await ivanova.keyboard.type('3');
    await save(ivanova);
    await sees(ivanova, /Смирнов Дмитрий: на этом уроке стоит отсутствие, отметка рядом с ним не ставится/);
    await ivanova.goto(lesson);
    expect(await cell(ivanova, 'Смирнов Дмитрий').inputValue()).toBe('');
  });

  it('Волков types «осв.» and is told what to do instead; nobody is late by that', async () => {
    const volkov = await chromium.person('volkov');
    await volkov.goto('/');
    await tabTo(volkov.getByRole('link', { name: /^Физическая культура/ }).first());
    await volkov.keyboard.press('Enter');
    await volkov.waitForURL(/\/lessons\/\d+$/);
    const first = volkov.locator('.mark-input').first();
    await tabTo(first);
    await volkov.keyboard.type('осв.');
    expect(await first.inputValue()).toBe('осв.');
    expect(await volkov.locator('tbody tr').first().locator('input:checked').getAttribute('value')).toBe('');
    await save(volkov);
    await sees(volkov, 'Запись «осв.» в журнал не вносится (пункт 3.3 Положения).');
    expect(await first.inputValue()).toBe('осв.');
    expect(chromium.complaints).toEqual([]);
  });
});
