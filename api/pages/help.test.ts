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

/** The questions an instruction gives as examples: each «…» of its table of commands; without a table, at the head of the lines of its lists. */
function examplesOf(role: string): string[] {
  const text = readFileSync(join(instructions, `${role}.md`), 'utf8');
  const rows = [...text.matchAll(/^\| [^|]+ \| (.+?) \| \/\w+ \|$/gm)];
  const lines = rows.length > 0 ? rows : [...text.matchAll(/^- ((?:«[^»]+»(?:, )?)+)(?: — .*)?$/gm)];
  return lines.flatMap(([, said]) => [...said!.matchAll(/«([^»]+)»/g)].map(([, phrase]) => phrase!));
}

describe('what an instruction says one may ask, the bot understands', () => {
  it.each([
    ['parent', 'petrova', 20],
    ['student', 'masha', 10],
    ['teacher', 'volkov', 6],
    ['class-teacher', 'ivanova', 3],
    ['deputy', 'morozov', 4],
  ])('%s', async (role, login, fewest) => {
    const examples = examplesOf(role);
    expect(examples.length).toBeGreaterThanOrEqual(fewest);
    const browser = await school.browser(login);
    for (const text of examples) {
      // A conversation begun by the example before would hear this one as its answer.
      await browser.json('POST', '/api/chat', { text: '/start' });
      const answer = (await browser.json('POST', '/api/chat', { text })).json();
      expect(answer.screen, text).not.toMatch(/^(hint|unsure|gone|refused|fault)/);
    }
  });
});
