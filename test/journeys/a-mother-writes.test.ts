import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a mother writes and chooses what she hears', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let petrova: Page;
  let ivanova: Page;
  let letter: string;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    petrova = await chromium.person('petrova', { viewport: { width: 360, height: 740 } });
    ivanova = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('finds the class teacher of Маша among those she may write to, and writes', async () => {
    await petrova.goto('/letters');
    await press(petrova, 'Написать');
    await petrova.getByRole('link', { name: /Иванова .*классный руководитель/ }).click();
    await petrova.getByLabel('Тема').fill('Экскурсия в пятницу');
    await petrova.getByRole('textbox', { name: 'Текст' }).fill('Маша поедет. Что взять с собой?');
    await press(petrova, 'Отправить');
    await sees(petrova, 'Письмо отправлено.');
    await sees(petrova, 'ещё не прочитано');
    letter = new URL(petrova.url()).pathname;
  });

  it('Иванова hears of it, reads it and answers; the mother sees that it was read', async () => {
    await school.courierRuns();
    await ivanova.goto('/chat');
    expect(await words(ivanova)).toContain('Новое письмо: Петрова О. Н. (Мария, 5Б) Маша поедет. Что взять с собой?');
    await ivanova.goto('/letters');
    await ivanova.getByRole('link', { name: /Экскурсия в пятницу/ }).click();
    await ivanova.locator('#answer').getByRole('textbox', { name: 'Текст' }).fill('Воду и хорошее настроение.');
    await press(ivanova, 'Ответить');
    await sees(ivanova, 'Ответ отправлен.');
    await petrova.goto(letter);
    await sees(petrova, 'Воду и хорошее настроение.');
    expect(await words(petrova, '#reply-1')).toMatch(/прочитано 24 ноября/);
  });

  it('nobody else opens it, not even the other mother of the class', async () => {
    const smirnov = await chromium.person('smirnov');
    expect((await smirnov.goto(letter))?.status()).toBe(404);
    await smirnov.context().close();
  });

  it('wants no marks of Ваня, marks of Маша in the evening, and quiet from ten; the choice stays', async () => {
    await petrova.goto('/settings');
    const card = (name: string) => petrova.locator('section.card', { has: petrova.getByRole('heading', { name }) });
    await card('Иван').getByLabel('Отметки: никогда', { exact: true }).check();
    await card('Мария').getByLabel('Отметки: вечером', { exact: true }).check();
    await petrova.getByLabel('С', { exact: true }).fill('22:00');
    await press(petrova, 'Сохранить');
    await sees(petrova, 'Сохранено. Будем сообщать так, как вы выбрали.');
    await petrova.reload();
    expect(await card('Иван').getByLabel('Отметки: никогда', { exact: true }).isChecked()).toBe(true);
    expect(await card('Мария').getByLabel('Отметки: вечером', { exact: true }).isChecked()).toBe(true);
    expect(await petrova.getByLabel('С', { exact: true }).inputValue()).toBe('22:00');
    expect(chromium.complaints.filter(text => !text.includes('404'))).toEqual([]);
  });
});
