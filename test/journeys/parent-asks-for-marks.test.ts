import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, choose, press, say, sees, startChromium, words } from '../browser.ts';
import { type OpenHouse, openWholeSchool } from '../open-house.ts';

describe('a parent asks for marks', () => {
  let school: OpenHouse;
  let chromium: Chromium;
  let olga: Page;

  beforeAll(async () => {
    school = await openWholeSchool();
    chromium = await startChromium(school.address);
    olga = await chromium.stranger();
  });
  afterAll(async () => {
    await chromium.close();
    await school.close();
  });

  it('Ольга Петрова finds herself in the list of the sample school and signs in by typing', async () => {
    await olga.goto('/');
    await olga.waitForURL(/\/sign-in/);
    const row = await words(olga, 'tr:has-text("Петрова Ольга")');
    expect(row).toMatch(/Петрова Ольга Николаевна Дети: Иван, 2А; Мария, 5Б родитель petrova kolokol-petrova/);
    await olga.getByLabel('Логин').fill('Petrova ');
    await olga.getByLabel('Пароль').fill('kolokol-petrova');
    await press(olga, 'Войти');
    await sees(olga, 'Здравствуйте, Ольга Николаевна');
  });

  it('asks the bot by a button', async () => {
    await press(olga, 'Чат с ботом');
    expect((await choose(olga, 'Меню')).text).toContain('Сейчас речь о ребёнке: Иван, 2А.');
    const today = await choose(olga, 'Сегодня');
    expect(today.text).toBe('Иван, 2А\nСегодня, 24 ноября, вторник\n\nИзобразительное искусство: 4 (ответ на уроке)');
    expect(today.buttons).toEqual(['Неделя', 'Четверть', 'Мария', 'Меню']);
  });

  const todayOfMasha =
    'Мария, 5Б\nСегодня, 24 ноября, вторник\n\nРусский язык: 4 (ответ на уроке)\nМатематика: 5 (домашняя работа)';

  it('in plain words: «что сегодня получила Маша?», «отметки», /marks, «отметки за неделю»', async () => {
    expect((await say(olga, 'что сегодня получила Маша?')).text).toBe(todayOfMasha);
    // From now on it is about her.
    expect((await say(olga, 'отметки')).text).toBe(todayOfMasha);
    expect((await say(olga, '/marks')).text).toBe(todayOfMasha);
    const week = await say(olga, 'отметки за неделю');
    expect(week.text).toMatch(/^Мария, 5Б\nНеделя: 23 ноября — 29 ноября\n\n23 ноября, понедельник\n/);
    expect(week.text).toContain('Литература: 5 (домашняя работа, было 4)');
    expect(week.text).toContain('24 ноября, вторник\nРусский язык: 4 (ответ на уроке)');
  });

  it('sees beside the answer the words she asked with, also after coming back', async () => {
    await olga.goto('/');
    await press(olga, 'Открыть чат');
    const said = await olga.locator('.message.from-you .bubble').allInnerTexts();
    expect(said).toEqual(['Меню', 'Сегодня', 'что сегодня получила Маша?', 'отметки', '/marks', 'отметки за неделю']);
  });

  it('hears, with the chat open before her, of the mark Иванова gives, and is shown what has changed', async () => {
    await olga.clock.install();
    await olga.reload();
    school.world.pass(60_000);
    const ivanova = await chromium.person('ivanova');
    await ivanova.goto('/');
    await ivanova.getByRole('link', { name: /^Математика 5Б/ }).click();
    await ivanova.getByLabel('Отметка: Петрова Мария').first().fill('4');
    await press(ivanova, 'Сохранить');
    await sees(ivanova, 'Урок сохранён.');

    await school.courierRuns();
    await olga.clock.runFor(6000);
    await sees(olga, /Мария, Математика: 4 вместо 5/);
    const news = await say(olga, 'что изменилось?');
    expect(news.text).toMatch(
      /^Мария, 5Б\n\nИзменилось с прошлого раза \(24 ноября, 12:30\):\n• 24 ноября, Математика: 4/,
    );
    expect((await say(olga, 'отметки')).text).toMatch(/Математика: 4 \(домашняя работа, было 5\)/);
  });

  it('reads a long answer from its beginning, and the next short one to its buttons', async () => {
    await olga.setViewportSize({ width: 360, height: 760 });
    const inLog = (at: 'top' | 'bottom') =>
      olga.evaluate(side => {
        const log = document.querySelector('.chat-log')!.getBoundingClientRect();
        const item = document.querySelector('.message:last-child')!.getBoundingClientRect();
        return item[side] >= log.top - 1 && item[side] <= log.bottom + 1;
      }, at);
    expect((await say(olga, '/week')).text).toContain('27 ноября, пятница');
    expect([await inLog('top'), await inLog('bottom')]).toEqual([true, false]);
    await say(olga, 'звонки');
    expect(await inLog('bottom')).toBe(true);
    await olga.setViewportSize({ width: 1280, height: 800 });
    await say(olga, 'отметки');
  });

  it('switches to Ваня by a button and back by his sister’s name', async () => {
    expect((await choose(olga, 'Иван')).text).toMatch(/^Иван, 2А/);
    expect((await say(olga, 'неделя')).text).toMatch(/^Иван, 2А\nНеделя/);
    expect((await say(olga, 'а у Маши?')).text).toMatch(/^Мария, 5Б/);
  });

  it('is helped on when the bot can’t make it out: a short hint with buttons, no matter what she sends', async () => {
    for (const nonsense of ['абракадабра', '))))', 'ываываыва '.repeat(300)]) {
      const hint = await say(olga, nonsense);
      expect(hint.text.length).toBeLessThan(200);
      expect(hint.buttons).toContain('Сегодня');
    }
    expect((await choose(olga, 'Сегодня')).text).toMatch(/^Мария, 5Б/);
  });

  it('can read the same on the page, and where no script runs, too', async () => {
    await press(olga, 'Дневник');
    await olga.getByRole('link', { name: /Мария/ }).click();
    expect(await words(olga)).toMatch(/Математика .*4 — домашняя работа, исправлено: было 5/);
    const plain = await chromium.person('petrova', { javaScriptEnabled: false });
    await plain.goto('/chat');
    await plain.getByLabel('Сообщение').fill('отметки Вани за четверть');
    await press(plain, 'Отправить');
    await plain.locator('.message.from-bot:last-child', { hasText: 'Иван, 2А' }).waitFor();
    expect(chromium.complaints).toEqual([]);
  });
});
