import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

describe('the page «Сегодня»', () => {
  let school: TestSchool;
  beforeAll(async () => {
    school = await openTestSchool();
  });
  afterAll(() => school.close());

  const today = async (login: string) => (await (await school.browser(login)).get('/')).body.replace(/\s+/g, ' ');

  it('shows Ольга Петрова both of her children and nobody else’s', async () => {
    const page = await today('petrova');
    expect(page).toContain('Здравствуйте, Ольга Николаевна');
    expect(page).toMatch(/Мария, 5Б/);
    expect(page).toMatch(/Иван, 2А/);
    expect(page).not.toContain('Учительская');
    expect(page).not.toContain('Форум');
  });

  it('shows Иванова her lessons of today and the documents that wait for her', async () => {
    const page = await today('ivanova');
    expect(page).toContain('Мои уроки');
    expect(page).toContain('Ждут ознакомления');
  });

  it('shows Орлова, who teaches here and whose son learns here, both', async () => {
    const page = await today('orlova');
    expect(page).toMatch(/Тимофей, 5Б/);
    expect(page).toContain('Мои уроки');
  });

  it('opens for everybody of the cast, in a bounded number of queries', async () => {
    for (const login of [
      'sokolova',
      'morozov',
      'kuznetsov',
      'volkov',
      'fedorova',
      'smirnov',
      'kozlova',
      'masha',
      'belova',
    ]) {
      const browser = await school.browser(login);
      await browser.get('/');
      const queries = await school.countQueries(async () => {
        expect((await browser.get('/')).statusCode, login).toBe(200);
      });
      expect(queries, login).toBeLessThan(32);
    }
  });
});
