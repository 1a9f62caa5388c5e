import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, press, say, sees, startChromium, tabTo, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

// 5.2a: on Tuesday, 24 November, Морозов moves mathematics of 5Б from the fourth lesson of Tuesdays to the sixth, by keyboard,
// from next Monday on. The third was his first thought: there Иванова is with 7А.
let house: OpenHouse;
let chromium: Chromium;
let deputy: Page;
beforeAll(async () => {
  house = await openWholeSchool();
  chromium = await startChromium(house.address);
  deputy = await chromium.person('morozov');
});
afterAll(async () => {
  await chromium?.close();
  await house?.close();
});

const cell = (page: Page, at: string) => page.locator(`[data-cell="${at}"]`);
const isAt = (page: Page, at: string) =>
  page.waitForFunction(here => (document.activeElement as HTMLElement | null)?.dataset.cell === here, at);
const tuesday = async (page: Page, address: string) => {
  await page.goto(address);
  return words(page, '.week-day:nth-child(2)');
};

test('he begins a draft for next Monday and opens 5Б', async () => {
  await deputy.goto('/timetable');
  await press(deputy, 'Править');
  await expect(deputy.getByLabel('С какого дня').inputValue()).resolves.toBe('2026-11-30');
  await press(deputy, 'Начать');
  await sees(deputy, 'Расписание с 30 ноября');
  await deputy.getByLabel('Класс', { exact: true }).selectOption({ label: '5Б' });
  await sees(deputy, 'В 5Б всё сходится.');
});

test('by keyboard he takes the lesson to the third place; the clash is said in words, not in colour alone', async () => {
  await tabTo(cell(deputy, '1-1'));
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await deputy.keyboard.press(key);
  await isAt(deputy, '2-4');
  await deputy.keyboard.press('Enter');
  await sees(deputy, 'Математика, Иванова Н. П.: выберите место в неделе.');
  expect(await words(deputy, '[data-cell="2-3"]')).toMatch(
    /учитель занят: 7А, Вероятность и статистика здесь уже есть урок/,
  );
  expect(await words(deputy, '[data-cell="2-6"]')).toMatch(/Сюда , вторник, 6-й урок каб. 301/);
  await isAt(deputy, '2-4');
  await deputy.keyboard.press('ArrowUp');
  await deputy.keyboard.press('Enter');
  await sees(
    deputy,
    'Иванова Н. П. — два урока сразу: 5Б, Математика и 7А, Вероятность и статистика (вторник, 3-й урок)',
  );
  await isAt(deputy, '2-3');
});

test('he undoes it, and puts the lesson sixth: nothing clashes', async () => {
  await deputy.keyboard.press('Control+KeyZ');
  await sees(deputy, 'В 5Б всё сходится.');
  await isAt(deputy, '2-3');
  await deputy.keyboard.press('ArrowDown');
  await deputy.keyboard.press('Enter');
  await sees(deputy, 'выберите место в неделе.');
  await deputy.keyboard.press('ArrowDown');
  await deputy.keyboard.press('ArrowDown');
  await deputy.keyboard.press('Enter');
  await cell(deputy, '2-6').getByText('Математика').waitFor();
  await sees(deputy, 'В 5Б всё сходится.');
});

test('the check says what will change, and he puts it in force', async () => {
  await press(deputy, 'Проверить и ввести');
  expect(await words(deputy)).toMatch(/Уроков появится в журналах 23 Уроков исчезнет 23 Останется не по расписанию 0/);
  await press(deputy, 'Ввести с 30 ноября');
  await sees(deputy, 'Расписание введено. Учителям и семьям сообщено.');
  await sees(deputy, '5Б: поставлено 1, снято 1');
});

test('teacher and family see it in the timetable, the diary and the chat; the week that goes on is as it was', async () => {
  const teacher = await chromium.person('ivanova');
  expect(await tuesday(teacher, '/timetable?day=2026-12-01')).toMatch(/6 -й урок 13:00–13:40 5Б Математика каб. 301/);
  expect(await tuesday(teacher, '/timetable')).toMatch(/4 -й урок 11:15–11:55 5Б Математика каб. 301/);

  await house.courierRuns();
  const mother = await chromium.person('petrova');
  await mother.goto('/diary?day=2026-12-01');
  await mother.goto('/notices');
  await sees(mother, 'с 30 ноября (понедельник) в 5Б другое расписание');
  await mother.goto('/chat');
  await sees(mother, 'Математика: вторник, 6-й урок, каб. 301 вместо: вторник, 4-й урок');
  const heard = await say(mother, 'какие уроки у Маши 1 декабря');
  expect(heard.text).toMatch(/6\. 13:00–13:40 Математика, каб\. 301/);
  expect(heard.text).not.toMatch(/4\. [\d:–]+ Математика/);
  expect((await say(mother, 'какие уроки у Маши сегодня')).text).toMatch(/4\. 11:15–11:55 Математика/);
});

test('nothing went wrong unseen', () => {
  expect(chromium.complaints).toEqual([]);
});
