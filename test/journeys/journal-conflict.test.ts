import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standIn } from '#test/substitution.ts';
import { type Chromium, press, sees, startChromium } from '../browser.ts';
import { cellOf, cellText, columnText, marksWritten, settled, typeDown, typeHere } from '../grid.ts';
import { lessonOf, query } from '../journal.ts';
import { openShuttingHouse, type ShuttingHouse } from '../shutting-house.ts';

// Maths of 5Б on Wednesday, after the lessons: Иванова teaches it, Волков stands in for her that day.
let open: ShuttingHouse;
let chromium: Chromium;
let lesson: number;
let address: string;
let ivanova: Page;
beforeAll(async () => {
  open = await openShuttingHouse({ at: '2026-11-25T15:30:00+03:00' });
  chromium = await startChromium(open.address);
  lesson = await lessonOf(open.school, { className: '5Б', subject: 'Математика', day: '2026-11-25' });
  await standIn(open.school, { lessonId: lesson });
  const [row] = await query<{ id: number }>(open.school, 'select course_id as id from lesson where id = :lesson', {
    lesson,
  });
  address = `/journal/${row!.id}`;
  ivanova = await chromium.person('ivanova');
  await ivanova.goto(address);
});
afterAll(async () => {
  await chromium?.close();
  await open?.close();
});

const stand = async (page: Page, student: string) => (await cellOf(page, student, lesson)).click();
const marksOf = async (family: string) =>
  (await marksWritten(open.school, lesson)).filter(said => said.startsWith(family));

describe('the same cell, written by two while the net of one is down', () => {
  let volkov: Page;
  beforeAll(async () => {
    volkov = await chromium.person('volkov');
    await volkov.goto(address);
    // The substitute has this lesson before him and no other.
    expect(await volkov.locator('th[data-lesson]').count()).toBe(1);
    await volkov.context().setOffline(true);
    await stand(volkov, 'Аксёнова Милана');
    await typeDown(volkov, ['5', '3', '4']);
    await sees(volkov, 'Нет связи: 3 записи ждут в этом браузере');
    await stand(ivanova, 'Аксёнова Милана');
    await typeDown(ivanova, ['4', '2']);
    await settled(ivanova);
    await volkov.context().setOffline(false);
    await volkov.waitForFunction(() => document.querySelectorAll('td.k').length === 2);
  });

  it('shows both entries and has written over nothing', async () => {
    expect(await columnText(volkov, lesson, 3)).toEqual(['5≠4', '3≠2', '4']);
    expect(await marksWritten(open.school, lesson)).toEqual(['Аксёнова 4', 'Афанасьева 2', 'Баранов 4']);
    await stand(volkov, 'Аксёнова Милана');
    await sees(volkov, 'Пока вы записывали, эту клетку изменили');
    await sees(volkov, 'Оставить запись «4», Иванова Н. П.');
  });

  it('is still there after the page is opened anew', async () => {
    await volkov.reload();
    await volkov.waitForFunction(() => document.querySelectorAll('td.k').length === 2);
  });

  it('lets the substitute decide: his own for one student, hers for the other', async () => {
    await stand(volkov, 'Аксёнова Милана');
    await press(volkov, 'Оставить мою запись: 5');
    await stand(volkov, 'Афанасьева Таисия');
    await press(volkov, 'Оставить запись «2», Иванова Н. П.');
    await settled(volkov);
    expect(await columnText(volkov, lesson, 3)).toEqual(['5', '2', '4']);
    expect(await marksWritten(open.school, lesson)).toEqual(['Аксёнова 4', 'Афанасьева 2', 'Баранов 4', 'Аксёнова 5']);
    await sees(volkov, 'Всё сохранено');
  });
});

describe('the same cell, written while the net is down by the teacher whose lesson a substitute has', () => {
  let volkov: Page;
  beforeAll(async () => {
    volkov = await chromium.person('volkov');
    await volkov.goto(address);
    await ivanova.context().setOffline(true);
    await stand(ivanova, 'Исаев Мирон');
    await typeDown(ivanova, ['5', '3']);
    await stand(volkov, 'Исаев Мирон');
    await typeDown(volkov, ['4', '2']);
    await settled(volkov);
    await ivanova.context().setOffline(false);
    await ivanova.waitForFunction(() => document.querySelectorAll('td.h').length === 2);
  });

  it('is let go of by her browser: it waits for the teacher of the lesson', async () => {
    await settled(ivanova);
    await stand(ivanova, 'Исаев Мирон');
    await sees(ivanova, 'Ваша запись «5» не потеряна: что останется, решит учитель урока');
    expect(await cellText(ivanova, 'Исаев Мирон', lesson)).toBe('4');
    await ivanova.reload();
    expect(await ivanova.locator('td.h').count()).toBe(2);
    expect(await marksOf('Исаев')).toEqual(['Исаев 4']);
  });

  it('is shown to him where he begins his day and in the grid, in words as well', async () => {
    await volkov.goto('/');
    await sees(volkov, 'Решите, какая запись останется');
    await volkov.goto(address);
    await sees(volkov, /Клеток с двумя записями: 2/);
    expect(await cellText(volkov, 'Исаев Мирон', lesson)).toBe('4≠5');
  });

  it('is decided by keyboard: hers for one student, his own for the other; she hears of both', async () => {
    await volkov.locator('td[tabindex="0"]').focus();
    await volkov.keyboard.press('F2');
    await sees(volkov, 'В этой клетке две записи');
    await sees(volkov, /Оставить «4»: Волков Д. О., 25 ноября/);
    await volkov.keyboard.press('F2');
    await volkov.keyboard.press('Tab');
    await volkov.keyboard.press('Enter');
    await sees(volkov, /Клеток с двумя записями: 1/);
    expect(await cellText(volkov, 'Исаев Мирон', lesson)).toBe('5');
    await volkov.keyboard.press('F2');
    await volkov.keyboard.press('F2');
    await volkov.keyboard.press('Enter');
    await volkov.locator('[data-contested-line]').waitFor({ state: 'hidden' });
    expect(await marksOf('Исаев')).toEqual(['Исаев 4', 'Исаев 5']);
    expect(await marksOf('Королёв')).toEqual(['Королёв 2']);
    expect(await volkov.locator('td.k').count()).toBe(0);
    await ivanova.goto('/notices');
    await sees(ivanova, /Исаев Мирон: учитель урока принял вашу запись «5» вместо «4»/);
    await sees(ivanova, /Королёв Сергей: учитель урока оставил «2», ваша запись «3» не внесена/);
    await ivanova.goto(address);
    expect(await ivanova.locator('td.h').count()).toBe(0);
    expect(await cellText(ivanova, 'Исаев Мирон', lesson)).toBe('5');
  });
});

describe('a cell that is refused', () => {
  it('says why and keeps what was typed, to be put right or given up', async () => {
    await stand(ivanova, 'Галкина Елена');
    await typeHere(ivanova, '7');
    await sees(ivanova, 'Галкина Елена: отметка — целое число от 2 до 5');
    const cell = await cellOf(ivanova, 'Галкина Елена', lesson);
    expect([await cell.textContent(), await cell.getAttribute('aria-invalid')]).toEqual(['7', 'true']);
    await ivanova.reload();
    await ivanova.locator('td.r').waitFor();
    expect(await cellText(ivanova, 'Галкина Елена', lesson)).toBe('7');
    await stand(ivanova, 'Галкина Елена');
    await typeHere(ivanova, '4');
    await settled(ivanova);
    expect(await cellText(ivanova, 'Галкина Елена', lesson)).toBe('4');
    expect(await marksOf('Галкина')).toEqual(['Галкина 4']);

    await typeHere(ivanova, 'н');
    await sees(ivanova, 'за этот урок стоит отметка 4');
    await ivanova.keyboard.press('Backspace');
    expect(await cellText(ivanova, 'Галкина Елена', lesson)).toBe('4');
    expect(await marksOf('Галкина')).toEqual(['Галкина 4']);
  });

  it('is no cell of a lesson that is closed: the panel says so, and nothing is sent', async () => {
    const old = await lessonOf(open.school, { className: '5Б', subject: 'Математика', day: '2026-11-10' });
    await (await cellOf(ivanova, 'Королёв Сергей', old)).click();
    await typeHere(ivanova, '5');
    await sees(ivanova, 'Срок записи прошёл');
    expect(await cellText(ivanova, 'Королёв Сергей', old)).not.toBe('5');
  });
});

describe('a column from a spreadsheet', () => {
  const names = ['Куликова', 'Лапин', 'Мухина', 'Наумова', 'Орлов'];
  const column = () => columnText(ivanova, lesson, 15).then(all => all.slice(10));

  it('is pasted down from the cell, undone in one step and done again', async () => {
    await stand(ivanova, 'Куликова Любовь');
    await ivanova.evaluate(text => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, '5\n4 / 3\n\nн\n2\n');
    await settled(ivanova);
    expect(await column()).toEqual(['5', '4/3', '', 'н', '2']);
    expect((await marksWritten(open.school, lesson)).filter(said => names.some(name => said.startsWith(name)))).toEqual(
      [...['Куликова 5', 'Лапин 4', 'Лапин 3', 'Орлов 2']],
    );
    await ivanova.keyboard.press('Control+z');
    await settled(ivanova);
    expect(await column()).toEqual(['', '', '', '', '']);
    expect(await marksOf('Куликова')).toEqual(['Куликова 5', 'Куликова –']);
    await ivanova.keyboard.press('Control+y');
    await settled(ivanova);
    expect(await column()).toEqual(['5', '4/3', '', 'н', '2']);
    expect(chromium.complaints.filter(text => !/ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
  });

  it('moves the means of the quarter with it', async () => {
    const row = ivanova.locator('tr', { hasText: 'Куликова Любовь' });
    const before = await row.locator('td.m').textContent();
    await stand(ivanova, 'Куликова Любовь');
    await typeHere(ivanova, '2');
    await settled(ivanova);
    expect(await row.locator('td.m').textContent()).not.toBe(before);
    await ivanova.keyboard.press('Control+z');
    await settled(ivanova);
    expect(await row.locator('td.m').textContent()).toBe(before);
  });
});
