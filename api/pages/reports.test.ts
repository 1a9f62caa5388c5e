import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSchool, type TestBrowser, type TestSchool } from '#test/house.ts';
import { pdfPages } from '#test/pdf.ts';

let school: TestSchool;
const browsers = new Map<string, TestBrowser>();
beforeAll(async () => {
  school = await openTestSchool();
  for (const login of ['morozov', 'ivanova', 'kuznetsov', 'petrova']) browsers.set(login, await school.browser(login));
});
afterAll(() => school.close());

const get = (login: string, url: string) => browsers.get(login)!.get(url);
/** The page with plain spaces. */
const pageOf = async (login: string, url: string) => (await get(login, url)).body.replaceAll('\u00a0', ' ');

describe('the list of reports', () => {
  test('leads Ivanova to her class and her journals in one press, and not to the sizes of all classes', async () => {
    const body = await pageOf('ivanova', '/reports');
    expect(body).toMatch(/href="\/reports\/class-results\?of&#x3D;\d+">5Б</);
    expect(body).toMatch(/href="\/reports\/subject-results\?of&#x3D;\d+">5Б, Математика</);
    expect(body).not.toContain('/reports/class-sizes');
    expect(body).toContain('aria-current="page"');
  });

  test('names to Morozov every report, to Kuznetsov the sizes of classes too', async () => {
    const body = await pageOf('morozov', '/reports');
    for (const title of ['Наполняемость классов', 'Итоги успеваемости класса', 'Итоги успеваемости по предмету']) {
      expect(body).toContain(title);
    }
    expect((await get('kuznetsov', '/reports')).body).toContain('/reports/class-sizes');
  });

  test('is no address for a family', async () => {
    for (const url of ['/reports', '/reports/class-sizes', '/reports/class-sizes/pdf', '/reports/nothing']) {
      expect((await get('petrova', url)).statusCode).toBe(404);
    }
    expect((await get('morozov', '/reports/nothing')).statusCode).toBe(404);
  });
});

describe('a report', () => {
  test('stands on the page with its filters, signature lines and addresses of its files', async () => {
    const body = await pageOf('morozov', '/reports/class-sizes?day=2026-10-01');
    expect(body).toContain('на 1 октября 2026 года (2026/2027 учебный год)');
    expect(body).toContain('value="2026-10-01"');
    expect(body).toContain('href="/reports/class-sizes/pdf?day&#x3D;2026-10-01" download');
    expect(body).toContain('/Е. В. Соколова/');
    expect(body).toContain('М.П.');
  });

  test('says beside the filter what will not do, and shows no sheet', async () => {
    const body = await pageOf('morozov', '/reports/class-sizes?day=2026-02-30');
    expect(body).toContain('Такого дня в календаре нет. Выберите другой.');
    expect(body).not.toContain('sheet-table');
    const half = await pageOf('ivanova', '/reports/class-results?term=half-year-1');
    expect(half).toContain('За такое время этот отчёт не составляется.');
  });

  test('is of one’s own class when none is named, and of no other class for Ivanova', async () => {
    const own = await pageOf('ivanova', '/reports/class-results?term=quarter-1');
    expect(own).toContain('Класс 5Б');
    expect((await get('ivanova', '/reports/class-results?of=1')).statusCode).toBe(404);
  });

  test('comes as a PDF with the name of the school and the number of the page, under a name without people in it', async () => {
    const answer = await get('morozov', '/reports/class-sizes/pdf?day=2026-10-01');
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="class-sizes-2026-10-01.pdf"; filename\*=UTF-8''%D0%9D/,
    );
    const [first] = await pdfPages(answer.rawPayload);
    expect(first!.text).toContain('Крюковская');
    expect(first!.text).toContain('Страница 1 из 1');
  });

  test('comes to programs as rows of numbers, as a page, a PDF and a book', async () => {
    const browser = browsers.get('morozov')!;
    const rows = await browser.json('GET', '/api/reports/class-sizes?day=2026-10-01');
    const { title, sheets } = rows.json();
    expect(title).toBe('Наполняемость классов');
    expect(sheets[0].tables[0].rows[0]).toEqual({
      level: 'row',
      cells: {
        name: '1А',
        teacher: 'Фёдорова Светлана Игоревна',
        classes: 1,
        total: 22,
        boys: 13,
        girls: 9,
        average: null,
      },
    });
    expect(sheets[0].tables[0].rows.at(-1)!.cells.average).toBe(20);
    const types = ['html', 'pdf', 'xlsx'].map(async format => {
      const answer = await browser.json('GET', `/api/reports/class-sizes?format=${format}`);
      return `${answer.statusCode} ${String(answer.headers['content-type']).split(';')[0]}`;
    });
    expect(await Promise.all(types)).toEqual([
      '200 text/html',
      '200 application/pdf',
      '200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    expect((await browser.json('GET', '/api/reports/class-sizes?format=docx')).statusCode).toBe(422);
  });

  test('is named to programs with its title and what it is asked with', async () => {
    const answer = await browsers.get('ivanova')!.json('GET', '/api/reports');
    const results = answer.json().find(({ name }: { name: string }) => name === 'class-results');
    expect(results).toMatchObject({
      ...{ title: 'Итоги успеваемости класса', of: 'class', parameters: ['of', 'term', 'year'] },
      own: [{ name: '5Б' }],
    });
  });
});
