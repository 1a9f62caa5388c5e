import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a plan leads the lessons', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let ivanova: Page;
  let lesson: string;

  beforeAll(async () => {
    school = await openWholeSchool({ at: '2026-11-25T12:30:00+03:00' });
    chromium = await startChromium(school.address);
    ivanova = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('Иванова opens the plan of 5Б from its journal and looks at what her spreadsheet would become', async () => {
    await ivanova.goto('/');
    await ivanova.getByRole('link', { name: /^Математика 5Б/ }).click();
    await ivanova.waitForURL(/\/lessons\/\d+$/);
    lesson = new URL(ivanova.url()).pathname;
    await ivanova.getByRole('link', { name: 'Журнал', exact: true }).click();
    await ivanova.getByRole('link', { name: 'План', exact: true }).click();
    await sees(ivanova, 'Плана ещё нет');
    await ivanova.getByLabel('Таблица с темами').setInputFiles({
      name: 'КТП 5 класс.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await planBook(),
    });
    await ivanova.getByRole('button', { name: 'Посмотреть, что получится' }).click();
    await sees(ivanova, 'Проверьте план');
    expect(await words(ivanova)).toMatch(/Не прочитано: 1 строка .* Строка 6: часы — целое число от 1 до 40 \(много\)/);
  });

  it('nothing is written until she confirms', async () => {
    const other = await chromium.person('morozov');
    const plan = ivanova.url().replace('/preview', '');
    await other.goto(plan);
    await sees(other, 'Плана ещё нет');
    await ivanova.getByRole('button', { name: 'Записать план' }).click();
    await sees(ivanova, 'План записан.');
    expect(await words(ivanova)).toContain('По плану 5 ч.');
    await other.reload();
    await sees(other, 'Смешанные числа');
    await other.context().close();
  });

  it('her lesson takes its topic by one press, and carries a link for the class', async () => {
    await ivanova.goto(lesson);
    await ivanova.getByRole('button', { name: /^По плану: 1\. Смешанные числа/ }).click();
    expect(await ivanova.getByLabel('Тема', { exact: true }).inputValue()).toBe('Смешанные числа');
    await ivanova.getByLabel('Домашнее задание').fill('Посмотреть урок');
    await ivanova.locator('.lesson-extras > summary').click();
    await ivanova.getByLabel(/^Ссылка/).fill('resh.edu.ru/subject/12/5');
    await ivanova.getByLabel(/^Как её назвать/).fill('Урок на РЭШ');
    await ivanova.getByRole('button', { name: 'Сохранить' }).click();
    await sees(ivanova, 'Урок сохранён.');
    expect(await words(ivanova)).toContain('В плане № 1');
  });

  it('Маша sees the homework with its link', async () => {
    const masha = await chromium.person('masha', { viewport: { width: 360, height: 740 } });
    await masha.goto('/');
    const link = masha.getByRole('link', { name: /Урок на РЭШ/ });
    expect(await link.getAttribute('href')).toBe('https://resh.edu.ru/subject/12/5');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await masha.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('no page has complained', () => {
    expect(chromium.complaints).toEqual([]);
  });
});

/** A plan of the rest of the year as teachers have it; its last line is spoilt. */
async function planBook(): Promise<Buffer> {
  const rows = [
    ['Математика, 5 класс. Тематическое планирование'],
    ['Кол-во часов', '№', 'Тема урока', 'Раздел'],
    [2, 1, 'Смешанные числа', 'Дроби'],
    [2, 2, 'Сложение смешанных чисел', 'Дроби'],
    [1, 3, 'Повторение', 'Дроби'],
    ['много', 4, 'Контрольная работа', 'Дроби'],
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'КТП', rows }] }));
}
