import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';

const instructions = join(import.meta.dirname, '../../docs/instructions');

let school: TestSchool;
beforeAll(async () => {
  school = await openTestSchool();
});
afterAll(() => school.close());

describe('the page «Инструкция»', () => {
  const help = async (login: string, path = '/help') => (await school.browser(login)).get(path);
  const heading = (html: string) => /<h1>([^<]+)<\/h1>/.exec(html)?.[1];

  it.each([
    ['petrova', 'Родителям'],
    ['kozlova', 'Родителям'],
    ['masha', 'Ученикам'],
    ['volkov', 'Учителю'],
    ['ivanova', 'Учителю'],
    ['morozov', 'Завучу'],
    ['sokolova', 'Директору'],
    ['kuznetsov', 'Ответственному за журнал'],
  ])('shows %s their own: «%s»', async (login, title) => {
    const page = await help(login);
    expect(page.statusCode).toBe(200);
    expect(heading(page.body)).toBe(title);
  });

  it('lets Орлова, who teaches, leads a class and is a parent, choose among her three', async () => {
    const { body } = await help('orlova');
    const own = /aria-label="Ваши инструкции">(.*?)<\/nav>/s.exec(body)![1]!;
    expect([...own.matchAll(/href="\/help\/([\w-]+)"/g)].map(match => match[1])).toEqual([
      'teacher',
      'class-teacher',
      'parent',
    ]);
    expect(heading((await help('orlova', '/help/class-teacher')).body)).toBe('Классному руководителю');
  });

  it('opens the parents’ instruction to Кузнецов, who explains it, and the registrar’s to no parent or student', async () => {
    expect(heading((await help('kuznetsov', '/help/parent')).body)).toBe('Родителям');
    for (const login of ['petrova', 'masha']) {
      expect((await help(login, '/help/registrar')).statusCode).toBe(404);
      expect((await help(login)).body).not.toContain('Другие инструкции');
    }
    expect((await help('sokolova', '/help/README')).statusCode).toBe(404);
  });

  it('asks who has not signed in to sign in first', async () => {
    const page = await (await school.browser()).get('/help');
    expect(page.statusCode).toBe(303);
    expect(page.headers.location).toBe('/sign-in?next=%2Fhelp');
  });

  it('can be read by who has yet to change the first password', async () => {
    const belova = await school.browser('belova');
    await school.orm.em.fork().execute("update person set must_change_password = true where login = 'belova'");
    expect((await belova.get('/')).headers.location).toBe('/account');
    expect((await belova.get('/help')).statusCode).toBe(200);
  });

  it('shows its pictures from this very site and leads from one instruction to another', async () => {
    const { body } = await help('ivanova', '/help/class-teacher');
    expect(body).toContain('<img src="/help/pictures/missing.png" alt="Что не заполнено');
    expect(body).toContain('href="/help/teacher"');
    const picture = await help('ivanova', '/help/pictures/missing.png');
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toBe('image/png');
  });

  it('stands in the menu of the person on every page, beside «Мой вход»', async () => {
    const menu = (await help('petrova', '/diary')).body.split('class="person-menu"')[1]!.split('</details>')[0]!;
    expect(menu).toContain('href="/help">Инструкция');
    expect(menu).toContain('href="/account">Мой вход');
  });
});

/** The questions an instruction gives as examples: the first «…» of each line of its lists. */
function examplesOf(role: string): string[] {
  const text = readFileSync(join(instructions, `${role}.md`), 'utf8');
  return [...text.matchAll(/^- «([^»]+)»(?: —.*)?$/gm)].map(match => match[1]!);
}

describe('what an instruction says one may ask, the bot understands', () => {
  it.each([
    ['parent', 'petrova', 11],
    ['student', 'masha', 8],
    ['teacher', 'volkov', 5],
    ['class-teacher', 'ivanova', 3],
    ['deputy', 'morozov', 4],
  ])('%s', async (role, login, count) => {
    const examples = examplesOf(role);
    expect(examples).toHaveLength(count);
    const browser = await school.browser(login);
    for (const text of examples) {
      const answer = (await browser.json('POST', '/api/chat', { text })).json();
      expect(answer.screen, text).toMatch(/^(marks|child|lessons|missing|class|board|help)/);
    }
  });
});
