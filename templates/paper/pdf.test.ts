import { describe, expect, test } from 'vitest';
import { largeClass, longName, sheetsOf } from '#test/paper.ts';
import { cutPieces, pdfPages } from '#test/pdf.ts';
import { breaksOf } from './hyphenate.ts';
import { pdf } from './pdf.ts';
import { picturesOf } from './svg-shapes.ts';

describe('a sheet of forty students, five rows each, and twenty-two subjects', async () => {
  const pages = await pdfPages(await pdf(largeClass()));

  test('lies across A4, and nothing reaches beyond the paper', () => {
    expect(new Set(pages.map(({ width, height }) => `${Math.round(width)} × ${Math.round(height)}`))).toEqual(
      new Set(['842 × 595']),
    );
    expect(cutPieces(pages)).toEqual([]);
  });

  test('has on each page the head of the table, the date of printing and the number of the page', () => {
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach(({ text }, at) => {
      expect(text).toContain('Обществознание');
      expect(text).toContain('Труд (технология)');
      expect(text).toContain('Напечатано 24 ноября 2026 в 12:30');
      expect(text).toContain(`Страница ${at + 1} из ${pages.length}`);
      expect(text).toContain('Сводная ведомость');
    });
  });

  test('never parts the rows of a student: all five stand on the page of the name', () => {
    for (const { text } of pages) {
      const names = text.match(/Ученица \d+/g)?.length ?? 0;
      expect(text.match(/IV/g)?.length ?? 0).toBe(names + (text.includes('Константинопольская') ? 1 : 0));
    }
    expect(pages.map(({ text }) => text.match(/Ученица \d+/g)?.length ?? 0).reduce((a, b) => a + b)).toBe(39);
  });

  test('has every letter of a long name', () => {
    const text = pages.map(page => page.text).join(' ');
    for (const piece of longName.split(/[ -]/)) expect(text).toContain(piece);
  });

  test('is signed on the page of its last rows', () => {
    const last = pages.at(-1)!.text;
    expect(last).toContain('Ученица 40');
    expect(last).toMatch(/Классный руководитель.*\/М\. А\. Орлова\/|Классный руководитель.*М\. А\. Орлова/);
    expect(last).toContain('М.П.');
  });
});

const list = (count: number) => ({
  rows: Array.from({ length: count }, (_, at) => ({ cells: { name: `Ученик ${at + 1}`, marks: at } })),
});
const listed = `{{#sheet}}{{#title}}Список{{/title}}{{#table rows}}{{column "name" "Ученик" kind="text"}}{{column "marks" "Отметок"}}{{/table}}
{{signature "Классный руководитель" ""}}{{signature "Директор" "Е. В. Соколова" seal="М.П."}}{{/sheet}}`;

test('signature lines that find no room take the last row with them to the next page', async () => {
  for (const count of [38, 39, 40, 41, 42, 43, 44, 45]) {
    const pages = await pdfPages(await pdf(sheetsOf(listed, list(count))));
    expect(pages.at(-1)!.text, `${count} rows`).toContain(`Ученик ${count}`);
    expect(pages.at(-1)!.text).toContain('Директор');
    expect(cutPieces(pages)).toEqual([]);
  }
});

test('a word wider than its column is broken, and stands there whole', async () => {
  const word = 'Достопримечательность'.repeat(5);
  const template = `{{#sheet}}{{#title}}{{word}}{{/title}}{{#table rows}}{{column "a" "А" kind="text"}}{{column "b" "Б" kind="text"}}{{column "c" "В" kind="text"}}{{/table}}{{/sheet}}`;
  const pages = await pdfPages(
    await pdf(sheetsOf(template.replace('{{word}}', word), { rows: [{ cells: { a: word, b: word, c: word } }] })),
  );
  expect(cutPieces(pages)).toEqual([]);
  expect(pages[0]!.text.replace(/[ \u2010]/g, '').split(word).length - 1).toBeGreaterThanOrEqual(1);
  expect(
    pages[0]!.pieces.reduce((letters, { text }) => letters + (text.match(/[а-яё]/gi)?.length ?? 0), 0),
  ).toBeGreaterThan(4 * word.length);
});

test('the left page of a pair has an even number, the first has the title before it', async () => {
  const pair = `{{#each pages}}{{#sheet side=this}}{{#title}}{{this}}{{/title}}{{#note}}Текст{{/note}}{{/sheet}}{{/each}}`;
  const pages = await pdfPages(await pdf(sheetsOf(pair, { pages: ['left', 'right', 'left', 'right'] })));
  const sides = pages.map(({ text }) => (text.includes('Текст') ? /left|right/.exec(text)![0] : 'title'));
  expect(sides).toEqual(['title', 'left', 'right', 'left', 'right']);
});

test('sheets that are handed out one by one are numbered each by itself, the others together', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ cells: { name: `Предмет ${at + 1}` } }));
  const sheets = [
    { own: true, rows },
    { own: true, rows: rows.slice(0, 3) },
    { own: false, rows: [] },
    { own: false, rows: [] },
  ];
  const template = `{{#each sheets}}{{#sheet ownPages=own}}{{#title}}Табель{{/title}}{{#table rows}}{{column "name" "Предмет" kind="text"}}{{/table}}{{/sheet}}{{/each}}`;
  const pages = await pdfPages(await pdf(sheetsOf(template, { sheets })));
  expect(pages.map(({ text }) => /Страница \d+ из \d+/.exec(text)?.[0])).toEqual([
    'Страница 1 из 2',
    'Страница 2 из 2',
    'Страница 1 из 1',
    'Страница 1 из 2',
    'Страница 2 из 2',
  ]);
});

test('two halves stand on one page, what is higher than a half on pages of its own', async () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ cells: { name: `Предмет ${at + 1}` } }));
  const names = ['Анна', 'Борис', 'Вера', 'Глеб', 'Дина'];
  const sheets = [2, 3, 1, 40, 2].map((count, at) => ({ who: names[at], rows: rows(count) }));
  const template = `{{#each sheets}}{{#sheet half=true}}{{#title}}{{who}}{{/title}}{{#table rows}}{{column "name" "Предмет" kind="text"}}{{/table}}{{signature "Родитель" ""}}{{/sheet}}{{/each}}`;
  const pages = await pdfPages(await pdf(sheetsOf(template, { sheets })));
  const whose = pages.map(({ text }) => names.filter(name => text.includes(name)));
  expect(whose[0]).toEqual(['Анна', 'Борис']);
  expect(whose[1]).toEqual(['Вера']);
  expect(whose.at(-1)).toEqual(['Дина']);
  expect(whose.slice(2, -1).every(([name]) => name === 'Глеб')).toBe(true);
  const [first] = pages;
  const top = (name: string) => first!.pieces.find(({ text }) => text.includes(name))!.top;
  expect(top('Анна')).toBeLessThan(first!.height / 2);
  expect(top('Борис')).toBeGreaterThan(first!.height / 2);
  expect(first!.text).not.toContain('Страница');
  expect(pages[2]!.text).toContain('Страница 3 из');
  expect(cutPieces(pages)).toEqual([]);
});

test('a half that fits above fits below as well, to its last line', async () => {
  const template = `{{#each sheets}}{{#sheet half=true}}{{#title}}Уведомление{{/title}}{{#table rows}}{{column "name" "Предмет" kind="text"}}{{/table}}{{signature "Родитель" ""}}{{/sheet}}{{/each}}`;
  for (let count = 8; count < 30; count++) {
    const rows = Array.from({ length: count }, (_, at) => ({ cells: { name: `Предмет ${at + 1}` } }));
    const pages = await pdfPages(await pdf(sheetsOf(template, { sheets: [{ rows }, { rows }] })));
    const signed = pages.map(({ text }) => text.split('Родитель').length - 1);
    expect(signed, `${count} rows`).toEqual(signed.length === 1 ? [2] : [1, 1]);
  }
});

test('a plot is drawn as lines and text, its words on the page of its last row', async () => {
  const square = '<svg width="300" height="100"><title>Нет</title><rect width="150" height="50" fill="#333"/>';
  const svg = `${square}<text x="10" y="20" font-size="12">5Б &amp; 9А</text></svg>`;
  const plot = { name: '', facts: {}, wide: false, about: 'Качество выросло с 40 до 60 процентов.' };
  const template = `{{#sheet}}{{#title}}График{{/title}}{{#note}}.{{/note}}{{/sheet}}`;
  const document = sheetsOf(template, {});
  document.sheets[0]!.parts = [{ kind: 'plot', ...plot, svg: svg.repeat(20) }];
  const pages = await pdfPages(await pdf(document));
  expect(pages).toHaveLength(2);
  // Two of 225 points stand side by side, and nine times 83 points below each other.
  expect(pages[0]!.pieces.filter(({ text }) => text === '5Б & 9А')).toHaveLength(2 * 8);
  expect(pages[1]!.text).toContain('Качество выросло с 40 до 60 процентов.');
  expect(pages[0]!.text).not.toMatch(/Нет|Качество/);
});

test('what paper could not draw of a plot is an error, not a hole', () => {
  expect(() => picturesOf('<svg width="1" height="1"><ellipse rx="1"/></svg>')).toThrow('no <ellipse>');
});

test('a table too wide for a page goes on over further pages, each with the names and its own columns, none in a type too small', async () => {
  const columns = Array.from({ length: 60 }, (_, at) => ({ key: `c${at}`, title: `Кл${at}` }));
  const rows = Array.from({ length: 30 }, (_, at) => ({
    cells: { name: `Предмет ${at}`, ...Object.fromEntries(columns.map(({ key }, column) => [key, 1000 + column])) },
  }));
  const template = `{{#sheet landscape=true}}{{#title}}Качество{{/title}}{{#table rows}}{{column "name" "Предмет" kind="text"}}{{#each columns}}{{column key this.title kind="tenths"}}{{/each}}{{/table}}{{signature "Завуч" ""}}{{/sheet}}`;
  const pages = await pdfPages(await pdf(sheetsOf(template, { rows, columns })));
  expect(pages.length).toBeGreaterThan(1);
  expect(cutPieces(pages)).toEqual([]);
  for (const { text, pieces } of pages) {
    expect(text).toContain('Предмет 7');
    expect(Math.min(...pieces.map(({ size }) => size))).toBeGreaterThanOrEqual(6.49);
  }
  const heads = pages.flatMap(({ text }) => text.match(/Кл\d+/g) ?? []);
  expect(heads.toSorted()).toEqual(columns.map(({ title }) => title).toSorted());
  expect(pages[1]!.text).toContain('продолжение');
  expect(pages.at(-1)!.text).toContain('Завуч');
});

test('a word is broken by syllables, and never one letter from the rest', () => {
  const syllables = (word: string) =>
    breaksOf(word).reduceRight((broken, at) => `${broken.slice(0, at)}-${broken.slice(at)}`, word);
  expect(syllables('Константинопольская')).toBe('Кон-стан-ти-но-поль-ская');
  expect(syllables('подъёмный')).toBe('подъ-ём-ный');
  expect(syllables('Аня')).toBe('Аня');
});
