import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { zipOf } from '#test/files.ts';
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
    const packed = deflateRawSync(Buffer.alloc(110 * 1024 * 1024));
    for (const size of [110 * 1024 * 1024, 10]) {
      const content = bomb(packed, size);
      await expect(readSheet({ name: 'a.xlsx', content })).rejects.toMatchObject({ reason: 'sheet/unpacked' });
    }
  });

  test('a cell in the farthest corner costs nothing', async () => {
    const sheet =
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
      '<row r="1"><c r="A1" t="inlineStr"><is><t>да</t></is></c></row>' +
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
    expect(await readSheet({ name: 'a.xlsx', content: handMade(sheet) })).toEqual({ rows: [['да']] });
  });

  test('another thing under that name, and a cut-off book, are refused without a fault', async () => {
    const whole = await book([['a']]);
    for (const content of [Buffer.from('<html>'), whole.subarray(0, 400), handMade('<worksheet><sheetData><row')])
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

const around = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml':
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};

function handMade(sheet: string): Buffer {
  return zipOf({ ...around, 'xl/worksheets/sheet1.xml': sheet });
}

/** A book whose sheet is the packed bytes, under the unpacked size it claims. */
function bomb(packed: Buffer, size: number): Buffer {
  const placeholder = 'x'.repeat(packed.length);
  const content = handMade(placeholder);
  packed.copy(content, content.indexOf(placeholder));
  const entry = content.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
  content.writeUInt16LE(8, entry + 10);
  content.writeUInt32LE(size, entry + 24);
  return content;
}
