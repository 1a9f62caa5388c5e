import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { bombOf, handMadeBook } from '#test/bad-sheets.ts';
import { readSheet } from './spreadsheets.ts';

const book = async (rows: (string | number | boolean | Date | null)[][], rest: object = {}) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: 'КТП', rows, ...rest }] }));
const csv = (content: string | Buffer, name = 'план.csv') => readSheet({ name, content: Buffer.from(content) });

describe('an Excel book', () => {
  test('its cells come as text, days as ISO dates, blank rows in their place', async () => {
    const content = await book(
      [['№', 'Тема урока', 'Дата'], [], [1, ' Сложение \n дробей ', new Date('2026-09-01')], [0.1 + 0.2, null, null]],
      { columns: [{}, {}, { numFmt: 'dd.mm.yyyy' }] },
    );
    expect(await readSheet({ name: 'КТП.XLSX', content })).toEqual({
      rows: [['№', 'Тема урока', 'Дата'], [], ['1', 'Сложение дробей', '2026-09-01'], ['0.3']],
    });
  });

  test('a formula is read by the value it had', async () => {
    const cells = new Map([['0,0', { value: 30, type: 'formula', formula: '10+20', formulaResult: 30 }]]);
    expect(await readSheet({ name: 'a.xlsx', content: await book([[null]], { cells }) })).toEqual({ rows: [['30']] });
  });

  test('the first sheet that is visible and has something on it is read', async () => {
    const content = Buffer.from(
      await writeXlsx({
        sheets: [
          { name: 'Скрытый', hidden: true, rows: [['нет']] },
          { name: 'Пустой', rows: [] },
          { name: 'КТП', rows: [['да']] },
        ],
      }),
    );
    expect(await readSheet({ name: 'a.xlsx', content })).toEqual({ rows: [['да']] });
  });

  test('a book with macros is refused, by its name and by what is in it', async () => {
    const content = await book([['a']]);
    await expect(readSheet({ name: 'a.xlsm', content })).rejects.toMatchObject({ reason: 'sheet/macros' });
    const hiding = Buffer.from(
      await writeXlsx({ sheets: [{ name: 'A', rows: [['a']] }], vbaProject: new Uint8Array([1, 2, 3]) }),
    );
    await expect(readSheet({ name: 'a.xlsx', content: hiding })).rejects.toMatchObject({ reason: 'sheet/macros' });
  });

  test('what unpacks to more than 100 MB is refused, whether its directory admits it or not', async () => {
    for (const size of [110 * 1024 * 1024, 10]) {
      const content = bombOf(size);
      await expect(readSheet({ name: 'a.xlsx', content })).rejects.toMatchObject({ reason: 'sheet/unpacked' });
    }
  });

  test('a cell in the farthest corner costs nothing', async () => {
    const sheet =
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
      '<row r="1"><c r="A1" t="inlineStr"><is><t>да</t></is></c></row>' +
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
    expect(await readSheet({ name: 'a.xlsx', content: handMadeBook(sheet) })).toEqual({ rows: [['да']] });
  });

  test('more than five hundred columns are refused, in a book and in a text', async () => {
    const row = (columns: number) => Array.from({ length: columns }, (_, at) => `с${at}`);
    expect((await readSheet({ name: 'a.xlsx', content: await book([row(500)]) })).rows[0]).toHaveLength(500);
    expect((await csv(row(500).join(';'))).rows[0]).toHaveLength(500);
    const content = await book([row(501)]);
    await expect(readSheet({ name: 'a.xlsx', content })).rejects.toMatchObject({ reason: 'sheet/columns' });
    await expect(csv(row(501).join(';'))).rejects.toMatchObject({ reason: 'sheet/columns' });
  });

  test('signs that no database keeps are left out', async () => {
    const sheet =
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">' +
      '<c r="A1" t="inlineStr"><is><t>да_x0000__xD800_&#xD800;&#0;</t></is></c></row></sheetData></worksheet>';
    const [[cell] = []] = (await readSheet({ name: 'a.xlsx', content: handMadeBook(sheet) })).rows;
    expect(cell).toMatch(/^да/);
    expect([cell!.isWellFormed(), cell!.includes('\0')]).toEqual([true, false]);
  });

  test('another thing under that name, and a cut-off book, are refused without a fault', async () => {
    const whole = await book([['a']]);
    for (const content of [Buffer.from('<html>'), whole.subarray(0, 400), handMadeBook('<worksheet><sheetData><row')])
      await expect(readSheet({ name: 'a.xlsx', content })).rejects.toMatchObject({ field: 'file' });
  });
});

describe('a CSV file', () => {
  test('semicolon, comma and tab are told apart', async () => {
    const rows = [
      ['Тема', 'Часы'],
      ['Дроби, доли', '2'],
    ];
    expect(await csv('Тема;Часы\nДроби, доли;2\n')).toEqual({ rows });
    expect(await csv('Тема,Часы\r\n"Дроби, доли",2')).toEqual({ rows });
    expect(await csv('Тема\tЧасы\nДроби, доли\t2')).toEqual({ rows });
    expect(await csv('sep=|\nТема|Часы\nДроби, доли|2')).toEqual({ rows });
  });

  test('Windows-1251, UTF-8 with a mark and UTF-16 read alike', async () => {
    const rows = [['Ёлка', 'да']];
    expect(await csv(Buffer.from([0xa8, 0xeb, 0xea, 0xe0, 0x3b, 0xe4, 0xe0]))).toEqual({ rows });
    expect(await csv('\ufeffЁлка;да')).toEqual({ rows });
    expect(await csv(Buffer.from('\ufeffЁлка;да', 'utf16le'))).toEqual({ rows });
  });

  test('a quoted cell keeps its separators and quotes, and blank lines keep their place', async () => {
    expect(await csv('a;"б ""в""; г"\n\nд;')).toEqual({ rows: [['a', 'б "в"; г'], [], ['д']] });
  });

  test('what is no table is refused: an old book, a picture, nothing at all, too many rows', async () => {
    await expect(csv('x', 'план.xls')).rejects.toMatchObject({ reason: 'sheet/kind' });
    await expect(csv(Buffer.from([1, 0, 2, 0]))).rejects.toMatchObject({ reason: 'file-content' });
    await expect(csv('')).rejects.toMatchObject({ reason: 'file-empty' });
    await expect(csv(';;\n;\n')).rejects.toMatchObject({ reason: 'sheet/empty' });
    await expect(csv('а\n'.repeat(20_001))).rejects.toMatchObject({ reason: 'sheet/rows' });
    expect((await csv('а\n'.repeat(20_000))).rows).toHaveLength(20_000);
  });
});
