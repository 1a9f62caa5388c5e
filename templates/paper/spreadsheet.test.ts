import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { throughLibreOffice } from '#test/libreoffice.ts';
import { largeClass, sheetsOf } from '#test/paper.ts';
import { pdfPages } from '#test/pdf.ts';
import { spreadsheet } from './spreadsheet.ts';

const template = `{{#sheet landscape=true tab="5-е: классы"}}{{#title}}Итоги{{/title}}{{#line}}за I четверть{{/line}}
{{#table rows}}{{column "name" "Класс" kind="text"}}{{#group "Учащихся"}}{{column "total" "всего"}}{{column "good" "на «4» и «5»"}}{{/group}}
{{column "quality" "Качество, %" kind="tenths" formula="100*good/total"}}{{column "mean" "Средний балл" kind="hundredths"}}{{#word "all"}}Всего{{/word}}{{/table}}
{{#note}}=1+1{{/note}}{{signature "Директор" "Е. В. Соколова" seal="М.П."}}{{/sheet}}`;
const rows = [
  { cells: { name: '5А', total: 20, good: 5, quality: 250, mean: 395 } },
  { cells: { name: '=5Б+1', total: 16, good: 8, quality: 500, mean: 412 } },
  { level: 'subtotal', over: 2, cells: { name: { word: 'all' }, total: 36, good: 13, quality: 361, mean: 403 } },
  { cells: { name: '10А', total: 0, good: 0, quality: null, mean: null } },
  { level: 'total', over: 4, cells: { name: { word: 'all' }, total: 36, good: 13, quality: 361, mean: 403 } },
];

const readBack = async (book: Buffer) => (await readXlsx(book)).sheets[0]!;
/** The rows of the table itself: above stand the school, the title, a line, an empty row and two rows of the head. */
const table = (sheet: Awaited<ReturnType<typeof readBack>>) => sheet.rows.slice(6, 11).map(row => row.slice(0, 5));

describe('a book', async () => {
  const book = await spreadsheet(sheetsOf(template, { rows }));
  const sheet = await readBack(book);

  test('has numbers as numbers, and what may be taken for a formula as a word', () => {
    expect(table(sheet)).toEqual([
      ['5А', 20, 5, 25, 3.95],
      ["'=5Б+1", 16, 8, 50, 4.12],
      ['Всего', 36, 13, 36.1, 4.03],
      ['10А', 0, 0, '—', '—'],
      ['Всего', 36, 13, 36.1, 4.03],
    ]);
    expect(sheet.rows.flat()).toContain("'=1+1");
  });

  test('has sums and shares that live', () => {
    const formula = (cell: string) => sheet.cells?.get(cell)?.formula;
    expect(formula('8,1')).toBe('SUBTOTAL(9,B7:B8)');
    expect(formula('10,2')).toBe('SUBTOTAL(9,C7:C10)');
    expect(formula('6,3')).toBe('IFERROR(ROUND(100*C7/B7,1),"—")');
    expect(formula('10,3')).toBe('IFERROR(ROUND(100*C11/B11,1),"—")');
    expect(formula('6,1')).toBeUndefined();
  });

  test('keeps the head in sight and on each page, fits the width of A4, and has a name for its tab', () => {
    expect(sheet.name).toBe('5-е  классы');
    expect(sheet.freezePane).toMatchObject({ rows: 6 });
    expect(sheet.pageSetup).toMatchObject({
      ...{ orientation: 'landscape', paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      ...{ printArea: '$A$1:$E$16', printTitlesRow: '$5:$6' },
    });
  });
});

test('LibreOffice opens it and reckons the same; after a change of a cell it reckons anew', async () => {
  const changed = rows.map((row, at) => (at === 0 ? { cells: { ...row.cells, total: 24, good: 12 } } : row));
  const sheet = await readBack(await throughLibreOffice(await spreadsheet(sheetsOf(template, { rows: changed }))));
  expect(table(sheet)).toEqual([
    ['5А', 24, 12, 50, 3.95],
    ["'=5Б+1", 16, 8, 50, 4.12],
    ['Всего', 40, 20, 50, 4.03],
    ['10А', 0, 0, '—', '—'],
    ['Всего', 40, 20, 50, 4.03],
  ]);
});

test('printed by LibreOffice, a class of forty with twenty-two subjects is as wide as the sheet and has its head on each page', async () => {
  const pages = await pdfPages(await throughLibreOffice(await spreadsheet(largeClass()), 'pdf'));
  for (const { text, width, height } of pages) {
    expect(width).toBeGreaterThan(height);
    expect(text).toContain('Обществознание');
  }
  const all = pages.map(({ text }) => text).join(' ');
  // A name that takes several rows is printed again on the next page.
  expect(new Set(all.match(/Ученица \d+/g))).toHaveProperty('size', 39);
  expect(pages[0]!.text).toContain(`Страница 1 из ${pages.length}`);
});
