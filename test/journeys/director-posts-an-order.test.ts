import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, choose, press, sees, startChromium, words } from '../browser.ts';
import { pdf } from '../files.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('the director posts an order', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let sokolova: Page;
  let ivanova: Page;
  let order: string;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    sokolova = await chromium.person('sokolova');
    ivanova = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('Соколова forgets the title: a sentence stands beside the field, what she typed stays, nothing is posted', async () => {
    await sokolova.goto('/board');
    await press(sokolova, 'Новый документ');
    await sokolova.getByLabel('Текст').fill('ПРИКАЗЫВАЮ:\n1. Составить график дежурств.');
    await sokolova.getByLabel('Учителям').check();
    // Blanks are a title for a browser, but not for people.
    await sokolova.getByLabel('Заголовок').fill('   ');
    await press(sokolova, 'Опубликовать');

    await sees(sokolova, 'Напишите заголовок: о чём документ.');
    expect(await words(sokolova, '.field:has(#title) .field-error')).toBe('Напишите заголовок: о чём документ.');
    expect(await sokolova.getByLabel('Заголовок').getAttribute('aria-invalid')).toBe('true');
    expect(await sokolova.getByLabel('Текст').inputValue()).toBe('ПРИКАЗЫВАЮ:\n1. Составить график дежурств.');
    expect(await sokolova.getByLabel('Учителям').isChecked()).toBe(true);
    await ivanova.goto('/board');
    expect(await words(ivanova)).not.toContain('О дежурстве');
  });

  it('she is told what else will not do: a file of a kind nobody can open, a number that is taken', async () => {
    await sokolova.getByLabel('Заголовок').fill('О дежурстве по школе');
    await sokolova
      .getByLabel('Файл')
      .setInputFiles({ name: 'график.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
    await press(sokolova, 'Опубликовать');
    await sees(sokolova, /Файл такого вида прикрепить нельзя/);
    await sees(sokolova, /Файлы нужно выбрать заново/);
    await sokolova.getByLabel('Номер').fill('1');
    await press(sokolova, 'Опубликовать');
    await sees(sokolova, /№ 1 в этом году уже занят/);
    expect(await sokolova.getByLabel('Заголовок').inputValue()).toBe('О дежурстве по школе');
  });

  it('she posts it with a file to all the staff', async () => {
    await sokolova.getByLabel('Номер').fill('');
    await sokolova.getByLabel('Всем сотрудникам').check();
    await sokolova
      .getByLabel('Файл')
      .setInputFiles({ name: 'График дежурств.pdf', mimeType: 'application/pdf', buffer: pdf });
    await press(sokolova, 'Опубликовать');
    await sokolova.waitForURL(/\/board\/\d+$/);
    order = new URL(sokolova.url()).pathname;
    const paper = await words(sokolova);
    expect(paper).toMatch(/24 ноября 2026 года № \d+/);
    expect(paper).toMatch(/Ознакомились 0 из 2\d/);
    await sokolova.getByRole('link', { name: 'График дежурств.pdf' }).waitFor();
  });

  it('Иванова sees it first thing after signing in, and opens the file', async () => {
    const page = await chromium.stranger();
    await page.goto('/');
    await page.getByLabel('Логин').fill('ivanova');
    await page.getByLabel('Пароль').fill('kolokol-ivanova');
    await page.keyboard.press('Enter');
    await sees(page, 'Ждут ознакомления');
    await page.getByRole('link', { name: /О дежурстве по школе/ }).click();
    await page.waitForURL(`**${order}`);
    const file = await page.request.get(`${order}/file`);
    expect(file.headers()['content-type']).toBe('application/pdf');
    expect(await file.body()).toEqual(pdf);
    await page.context().close();
  });

  it('it comes to her chat, where she presses «Ознакомлен»', async () => {
    await school.courierRuns();
    await ivanova.goto('/chat');
    const notice = await words(ivanova, '.message.from-bot:last-child .bubble');
    expect(notice).toMatch(/^Приказ № \d+ от 24 ноября 2026 года О дежурстве по школе ПРИКАЗЫВАЮ: 1\. Составить/);
    const answer = await choose(ivanova, 'Ознакомлен');
    expect(answer.text).toMatch(/^Отмечено: вы ознакомились 24 ноября в 12:31\.\nПриказ № \d+ «О дежурстве по школе»/);
    await ivanova.goto(order);
    await sees(ivanova, 'Вы ознакомились 24 ноября в 12:31');
  });

  it('Орлова presses it on the page, once and for all', async () => {
    const orlova = await chromium.person('orlova');
    await orlova.goto(order);
    await press(orlova, 'Ознакомлен');
    await sees(orlova, 'Вы ознакомились 24 ноября в 12:31');
    expect(await orlova.getByRole('button', { name: 'Ознакомлен' }).count()).toBe(0);
    expect(await words(orlova)).not.toContain('Лист ознакомления');
  });

  it('Соколова sees who has and who has not', async () => {
    await sokolova.goto(order);
    const list = await words(sokolova, '.acknowledged');
    expect(list).toMatch(/Иванова Наталья Петровна учитель 24 ноября в 12:31/);
    expect(list).toMatch(/Орлова Марина Александровна учитель 24 ноября в 12:31/);
    expect(list).toMatch(/Волков Денис Олегович учитель ещё нет/);
    expect(await words(sokolova)).toMatch(/Ознакомились 2 из 2\d/);
  });

  it('a parent and a student find nothing there, and hear nothing of it', async () => {
    for (const login of ['petrova', 'masha']) {
      const page = await chromium.person(login);
      for (const address of [order, `${order}/file`, '/board', '/board/new']) {
        expect((await page.goto(address))?.status(), `${login} ${address}`).toBe(404);
        await sees(page, 'Здесь ничего нет');
      }
      await page.goto('/chat');
      expect(await words(page)).not.toMatch(/Приказ|О дежурстве/);
      await page.goto('/');
      expect(await words(page, 'body')).not.toMatch(/Учительская|О дежурстве/);
    }
    expect(chromium.complaints).toEqual([]);
  });
});
