import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, choose, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('the clock reminds', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  /** What the bot has told the person in the chat on the site of entries in the journal; certificates have their own day. */
  const told = async (login: string) => {
    const page = pages.get(login) ?? (await chromium.person(login));
    pages.set(login, page);
    await page.goto('/chat');
    const messages = await page.locator('.message.from-bot[data-turn] .bubble').allInnerTexts();
    return messages.map(text => text.replaceAll('\u00a0', ' ')).filter(text => !text.startsWith('Карточка класса'));
  };

  it('nobody before half past three', async () => {
    await school.clockStrikes('2026-11-24T15:28:00+03:00');
    expect(await told('ivanova')).toEqual([]);
  });

  it('Иванова hears once of her class and once of her own lessons, with names of who owes', async () => {
    await school.clockStrikes('2026-11-24T15:30:00+03:00');
    const messages = await told('ivanova');
    expect(messages).toHaveLength(2);
    const ofClass = messages.find(text => text.startsWith('Журнал 5Б: не всё заполнено'))!;
    // What was forgotten in the class: Орлова the homework, Волков the topic, she herself the roll-call.
    expect(ofClass).toMatch(/• 23\.11, \d-й урок, Русский язык: нет домашнего задания \(Орлова М. А.\)/);
    expect(ofClass).toMatch(/• 23\.11, \d-й урок, Физическая культура: нет темы \(Волков Д. О.\)/);
    expect(ofClass).toMatch(/• 23\.11, \d-й урок, Математика: нет отметки о присутствии \(Иванова Н. П.\)/);
    const own = messages.find(text => text.startsWith('В вашем журнале не всё заполнено'))!;
    expect(own).toMatch(/Математика, 5Б: нет отметки о присутствии/);
    expect(own).not.toMatch(/Русский язык|Физическая культура/);
  });

  it('Орлова and Волков hear each of their own; parents and students hear nothing', async () => {
    const orlova = await told('orlova');
    expect(orlova.some(text => /^Журнал 9А/.test(text))).toBe(true);
    expect(orlova.some(text => /Русский язык, 5Б: нет домашнего задания/.test(text))).toBe(true);
    expect(await told('volkov')).toEqual([expect.stringMatching(/Физическая культура, 5Б[^:]*: нет темы/)]);
    for (const login of ['petrova', 'masha']) expect(await told(login), login).toEqual([]);
  });

  it('not a second time that day, however often the clock ticks', async () => {
    const before = await told('ivanova');
    await school.clockStrikes('2026-11-24T15:31:00+03:00');
    await school.clockStrikes('2026-11-24T17:00:00+03:00');
    expect(await told('ivanova')).toEqual(before);
  });

  it('Иванова follows the button of the message, then the link of the page to the lesson, and sets it right', async () => {
    const page = pages.get('ivanova')!;
    const answer = await choose(page, 'Что не заполнено');
    expect(answer.text).toMatch(/^Не заполнено в вашем журнале[\s\S]*Математика, 5Б: нет отметки о присутствии/);
    await page.goto('/missing');
    await page.getByRole('link', { name: /^Математика, 5Б/ }).click();
    await page.getByLabel('Перекличка проведена').check();
    await press(page, 'Сохранить');
    await sees(page, 'Урок сохранён.');
    await page.goto('/missing');
    expect(await words(page)).not.toMatch(/Математика, 5Б \d+ ноября/);
  });

  it('on a day off nobody', async () => {
    const before = await told('ivanova');
    await school.clockStrikes('2026-11-29T15:30:00+03:00');
    // What was to be published this week is published all the same; nobody is reminded of anything.
    const later = (await told('ivanova')).slice(before.length);
    expect(later.filter(text => !text.startsWith('Объявление'))).toEqual([]);
  });

  it('on the next working day again, without what has been set right', async () => {
    const before = (await told('ivanova')).length;
    await school.clockStrikes('2026-11-30T15:30:00+03:00');
    const later = (await told('ivanova')).slice(before);
    const ofClass = later.filter(text => text.startsWith('Журнал 5Б'));
    expect(ofClass).toHaveLength(1);
    expect(later.length).toBeLessThanOrEqual(2);
    expect(chromium.complaints).toEqual([]);
  });
});
