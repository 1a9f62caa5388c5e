import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, press, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

// Wednesday, December 30: the last day of the second quarter.
describe('an order is carried out', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let sokolova: Page;
  let volkov: Page;
  let ivanova: Page;

  beforeAll(async () => {
    school = await openWholeSchool({ at: '2026-12-30T16:00:00+03:00' });
    chromium = await startChromium(school.address);
    sokolova = await chromium.person('sokolova');
    volkov = await chromium.person('volkov');
    ivanova = await chromium.person('ivanova');
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  const menu = (page: Page) => words(page, '.tabs-nav');

  it('before it Волков is a teacher, and Иванова’s quarter is open', async () => {
    await volkov.goto('/');
    expect(await menu(volkov)).not.toContain('Контроль');
    await ivanova.goto('/finals');
    await ivanova.getByRole('row', { name: /^5Б/ }).getByRole('link', { name: 'Математика', exact: true }).click();
    await sees(ivanova, 'Итоговые отметки: Математика, 5Б');
    expect(await ivanova.locator('.mark-input').count()).toBeGreaterThan(0);
  });

  it('Соколова chooses what it obliges to; a row shows only what its action asks for', async () => {
    await sokolova.goto('/board/new?kind=order');
    await sokolova.getByLabel('Заголовок').fill('Об окончании четверти и о завуче');
    await sokolova.getByLabel('Текст').fill('ПРИКАЗЫВАЮ: закрыть вторую четверть, Волкова назначить завучем.');
    await sokolova.getByLabel('Действие 1').selectOption({ label: 'назначить' });
    await sokolova.getByLabel('Действие 2').selectOption({ label: 'закрыть четверть или полугодие' });
    expect(await sokolova.locator('#duty0Period').isVisible()).toBe(false);
    expect(await sokolova.locator('#duty1Person').isVisible()).toBe(false);
    await sokolova.locator('#duty0Person').fill('Волков Денис');
    await sokolova.locator('#duty0Function').selectOption('deputy');
    await sokolova.locator('#duty0Day').fill('2026-12-30');
    await sokolova.locator('#duty1Period').selectOption({ label: '2-я четверть' });
    await sokolova.locator('#duty1Day').fill('2026-12-30');
    await press(sokolova, 'Опубликовать');
  });

  it('a name that nobody has comes back beside its field, and nothing is published', async () => {
    await sees(sokolova, 'В школе нет взрослого с именем или логином «Волков Денис».');
    expect(await sokolova.locator('#duty1Day').inputValue()).toBe('2026-12-30');
    await sokolova.locator('#duty0Person').fill('Волков Денис Олегович');
    await press(sokolova, 'Опубликовать');
    await sees(sokolova, /Волков Д\. О\.: завуч с 30 декабря 2026 года/);
    const said = await words(sokolova);
    expect(said).toContain('2-я четверть закрывается с 30 декабря 2026 года исполнено 30 декабря в 16:00');
  });

  it('Волков’s menu is another with the next page, and the director’s page is open to him', async () => {
    await volkov.reload();
    expect(await menu(volkov)).toContain('Контроль');
    await volkov.getByRole('link', { name: 'Контроль' }).click();
    await sees(volkov, 'Как ведётся журнал');
    await press(volkov, 'Функции');
    await sees(volkov, 'Волков Денис Олегович');
    expect(await words(volkov)).not.toContain('Назначить или освободить');
  });

  it('Иванова’s quarter is closed', async () => {
    await ivanova.reload();
    await sees(ivanova, 'Итоговые отметки: Математика, 5Б');
    expect(await ivanova.locator('.mark-input').count()).toBe(0);
  });

  it('nothing went wrong unseen', () => {
    expect(chromium.complaints).toEqual([]);
  });
});
