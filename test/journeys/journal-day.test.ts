import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lessonsOfDay } from '#journal/lessons-of-day.ts';
import { missingOfTeacher } from '#journal/missing.ts';
import { type Chromium, sees, startChromium } from '../browser.ts';
import { absencesWritten, columnText, marksWritten, settled, typeDown } from '../grid.ts';
import { openShuttingHouse, type ShuttingHouse } from '../shutting-house.ts';

// 3.2, 3.2b, 3.2d: marks, attendance, topics and homework on the day of the lessons.
describe('a school day of Иванова, from the first lesson to the last, without a mouse', () => {
  const day = '2026-11-25';
  const filled = [
    { journal: 'Алгебра, 7А', column: ['5', '4', 'н', '', '3'], topic: 'Степень', homework: '§ 12, № 401' },
    { journal: 'Геометрия, 9А', column: ['4/3', 'оп', '5', '.'], topic: 'Векторы', homework: 'П. 80' },
    { journal: 'Математика, 5Б', column: ['', '5', '2', 'н'], topic: 'Умножение', homework: '§ 14, № 360' },
  ];
  let open: ShuttingHouse;
  let chromium: Chromium;
  let page: Page;
  beforeAll(async () => {
    open = await openShuttingHouse({ at: `${day}T15:30:00+03:00` });
    chromium = await startChromium(open.address);
    page = await chromium.person('ivanova');
    await page.goto('/lessons');
  });
  afterAll(async () => {
    await chromium?.close();
    await open?.close();
  });

  it.each(filled)('$journal', async ({ journal, column, topic, homework }) => {
    await follow(page, 'Журналы');
    await follow(page, journal);
    await tabTo(page, focus => focus.tag === 'TD');
    await typeDown(page, column);
    await settled(page);
    const lessonId = await page.locator('th.now').getAttribute('data-lesson');
    expect(await columnText(page, Number(lessonId), column.length)).toEqual(column);
    await page.keyboard.press('Escape');
    await follow(page, 'Открыть урок');

    await tabTo(page, focus => focus.label === 'Тема');
    await page.keyboard.type(topic);
    await tabTo(page, focus => focus.label === 'Домашнее задание');
    await page.keyboard.type(homework);
    await tabTo(page, focus => focus.text === 'Сохранить');
    await page.keyboard.press('Enter');
    await sees(page, /Урок сохранён/);
    await follow(page, 'Уроки: 25 ноября');
    expect(await marksWritten(open.school, Number(lessonId))).toHaveLength(column.join('').match(/[\d.]/g)!.length);
    expect(await absencesWritten(open.school, Number(lessonId))).toHaveLength(column.join('').match(/н|оп/g)!.length);
  });

  it('leaves nothing of the day to be filled', async () => {
    const { lessons } = await open.school.as('ivanova', act => lessonsOfDay(act, day));
    expect(lessons.filter(({ part }) => part === 'own').map(({ owed }) => owed)).toEqual([[], [], []]);
    const { lessons: missing } = await open.school.as('ivanova', missingOfTeacher);
    expect(missing.filter(one => one.day === day)).toEqual([]);
    expect(chromium.complaints).toEqual([]);
  });
});

interface Focus {
  tag: string;
  text: string;
  label: string;
}

/** Presses Tab until the focus stands where it should. */
async function tabTo(page: Page, wanted: (focus: Focus) => boolean): Promise<void> {
  for (let pressed = 0; pressed < 150; pressed++) {
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
      return { tag: element.tagName, text, label: element.labels?.[0]?.textContent?.trim() ?? '' };
    });
    if (wanted(focus)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard leads nowhere');
}

/** Goes to the link with that name, and through it. */
async function follow(page: Page, name: string): Promise<void> {
  await tabTo(page, focus => focus.tag === 'A' && focus.text.replaceAll('\u00a0', ' ') === name);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
