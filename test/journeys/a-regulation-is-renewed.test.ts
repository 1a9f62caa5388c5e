import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../bot-api/person.ts';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenSchool, openSchoolWithTelegram } from '../telegram.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the director publishes a new version of the regulation', () => {
  let school: OpenSchool;
  let chromium: Chromium;
  let sokolova: Page;
  let natalya: Person;
  let renewed: string;

  beforeAll(async () => {
    school = await openSchoolWithTelegram();
    natalya = await school.linkedPhone('ivanova', { id: 502, first_name: 'Наталья' });
    chromium = await startChromium(school.address);
    sokolova = await chromium.person('sokolova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('Соколова opens it in the base, changes a clause, and publishes it instead of the older one', async () => {
    await sokolova.goto('/board');
    await sokolova.getByRole('link', { name: 'Нормативная база' }).click();
    await sokolova.getByRole('link', { name: /Положение о ведении журналов/ }).click();
    await press(sokolova, 'Издать взамен новый');
    const text = sokolova.getByLabel('Текст');
    await text.fill((await text.inputValue()).replace('ежедневно и круглосуточно', 'ежедневно, в любой час'));
    expect(await words(sokolova, '#replaces option:checked')).toMatch(/^Положение № 1 от 26.08.2026/);
    expect(await sokolova.getByLabel('Открыть семьям').isChecked()).toBe(true);
    await sokolova.getByLabel('Ознакомиться до').fill('2026-11-27');
    await press(sokolova, 'Опубликовать');
    await sokolova.waitForURL(/\/board\/\d+$/);
    renewed = new URL(sokolova.url()).pathname;
    const paper = await words(sokolova);
    expect(paper).toMatch(/24 ноября 2026 года № 2/);
    expect(paper).toMatch(/Взамен: Положение № 1 от 26 августа 2026/);
    expect(paper).toMatch(/Ознакомились 0 из 25/);
  });

  it('the older one says what stands instead of it, and what changed is shown', async () => {
    await sokolova.goto('/board/1');
    await sees(sokolova, 'Документ заменён с 24 ноября 2026 года.');
    await sokolova.getByRole('link', { name: /Положение № 2 от 24 ноября 2026/ }).click();
    await sokolova.waitForURL(`**${renewed}`);
    await sokolova.getByRole('link', { name: 'Что изменилось' }).first().click();
    expect(await words(sokolova, '.changes del')).toContain('и круглосуточно');
    expect(await words(sokolova, '.changes ins')).toContain('в любой час');
    await sokolova.goto('/board/base/regulation-2024-1');
    await sees(sokolova, '№ 2');
    expect(await words(sokolova)).toMatch(
      /Редакции.*№ 2 от 24 ноября 2026.*№ 1 от 26 августа 2026.*№ 1 от 27 августа 2024/s,
    );
  });

  it('Иванова reads it in Telegram and presses «Ознакомлен»', async () => {
    const notice = await natalya.receives(/Положение №\s2/);
    expect(plain(notice.text)).toContain('Взамен: Положение № 1 от 26 августа 2026 года');
    expect(plain(notice.text)).toContain('Ознакомиться до 27 ноября.');
    natalya.presses('Ознакомлен', notice);
    expect(plain((await natalya.receives('Отмечено')).text)).toContain('Положение № 2');
  });

  it('Орлова does it on the page', async () => {
    const orlova = await chromium.person('orlova');
    await orlova.goto(renewed);
    await press(orlova, 'Ознакомлен');
    await sees(orlova, /Вы ознакомились 24 ноября/);
  });

  it('Соколова sees the count on the board and the names on the document', async () => {
    await sokolova.goto('/board');
    expect(await words(sokolova, '.document-pins')).toMatch(/^Положение о ведении журналов.* 2 из 25$/);
    await sokolova.goto(renewed);
    const list = await words(sokolova, '.acknowledged');
    expect(list).toMatch(/Иванова Наталья Петровна/);
    expect(await words(sokolova)).toMatch(/Ознакомились 2 из 25/);
  });

  it('she corrects a slip of the hand: the next edition needs no reading anew, and the chat follows it', async () => {
    const notices = natalya.sees().length;
    await press(sokolova, 'Исправить');
    await sokolova.getByLabel('Почему исправлен').fill('Опечатка в пункте 2.5');
    const text = sokolova.getByLabel('Текст');
    await text.fill((await text.inputValue()).replace('в любой час', 'в любое время'));
    await press(sokolova, 'Опубликовать редакцию');
    await sees(sokolova, 'Новая редакция опубликована.');
    expect(await words(sokolova)).toMatch(/Редакция 2 от 24 ноября 2026 года: Опечатка в пункте 2.5/);
    expect(await words(sokolova)).toMatch(/Ознакомились 2 из 25/);
    expect(natalya.sees()).toHaveLength(notices);
    const older = natalya.sees().find(({ text }) => text.includes('Ознакомиться до'))!;
    natalya.presses('Открыть', older);
    const shown = await natalya.receives('Документ заменён');
    expect(plain(shown.buttons.flat().join())).toContain('Вместо него: № 2');
  });

  it('Волков is found by name: what is for him alone no colleague sees', async () => {
    await sokolova.goto('/board/new?kind=instruction');
    await sokolova.getByLabel('Всем сотрудникам').uncheck();
    await sokolova.getByLabel('Заголовок').fill('О лыжной базе');
    await sokolova.getByLabel('Текст').fill('Проверить крепления.');
    const people = sokolova.getByRole('combobox', { name: /Отдельным людям/ });
    await people.fill('волк');
    await sokolova.getByRole('option', { name: /Волков Денис/ }).waitFor();
    await people.press('Enter');
    expect(await words(sokolova, '[data-chosen]')).toContain('Волков Денис Олегович, учитель');
    await press(sokolova, 'Опубликовать');
    await sokolova.waitForURL(/\/board\/\d+$/);
    const address = new URL(sokolova.url()).pathname;
    await sees(sokolova, 'Кому: Волков Д. О.');
    const [volkov, orlova] = [await chromium.person('volkov'), await chromium.person('orlova')];
    expect((await volkov.goto(address))?.status()).toBe(200);
    expect((await orlova.goto(address))?.status()).toBe(404);
  });

  it('Петрова reads the public regulation, and nothing that is the staff’s', async () => {
    const petrova = await chromium.person('petrova');
    await petrova.goto('/announcements');
    await press(petrova, 'Документы школы');
    await petrova.getByRole('link', { name: /Положение о ведении журналов/ }).click();
    await sees(petrova, 'ежедневно, в любое время');
    expect(await words(petrova)).not.toMatch(/Ознакомились|Иванова/);
    for (const address of [renewed, '/board/base', '/base/instruction-2026-1', `${renewed}/changes`])
      expect((await petrova.goto(address))?.status(), address).toBe(404);
    expect(chromium.complaints).toEqual([]);
  });
});
