import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { zipOf } from './files.ts';

const megabyte = 1024 * 1024;

/** A book of one sheet whose XML is made by hand. */
export function handMadeBook(sheet: string): Buffer {
  return zipOf({ ...around, 'xl/worksheets/sheet1.xml': sheet });
}

/** A book of 110 MB packed into a hundred kilobytes, under the unpacked size it claims. */
export function bombOf(claimed: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(110 * megabyte));
  const placeholder = 'x'.repeat(packed.length);
  const content = handMadeBook(placeholder);
  packed.copy(content, content.indexOf(placeholder));
  const entry = content.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
  content.writeUInt16LE(8, entry + 10);
  content.writeUInt32LE(claimed, entry + 24);
  return content;
}

/** The beginning of a book as Excel kept it until 2003. */
export const oldBook = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096, 1)]);

/** A book with a program in it. */
export async function bookWithMacros(): Promise<Buffer> {
  return Buffer.from(
    await writeXlsx({ sheets: [{ name: 'A', rows: [['a']] }], vbaProject: new Uint8Array([1, 2, 3]) }),
  );
}

/** What people send instead of a table, with what they are told. */
export async function badSheets(): Promise<[what: string, name: string, content: Buffer, told: string][]> {
  const book = Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows: [['ФИО', 'Класс']] }] }));
  const wide = `${Array.from({ length: 100_000 }, (_, at) => `с${at}`).join(';')}\n`;
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n%'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3, 0x0a, 0, 1, 2])]);
  const deceit = 'не то, что обещает его имя';
  return [
    ['a bomb that admits it', 'список.xlsx', bombOf(110 * megabyte), 'распаковывается больше чем в 100 МБ'],
    ['a bomb that denies it', 'список.xlsx', bombOf(10), 'распаковывается больше чем в 100 МБ'],
    ['macros by name', 'список.xlsm', book, 'Файл с макросами не принимается'],
    ['macros inside', 'список.xlsx', await bookWithMacros(), 'Файл с макросами не принимается'],
    ['an old book', 'список.xls', oldBook, 'Нужна таблица Excel (.xlsx) или CSV'],
    ['an old book renamed', 'список.xlsx', oldBook, deceit],
    ['an old book renamed to text', 'список.csv', oldBook, deceit],
    ['a PDF', 'список.pdf', pdf, 'Нужна таблица Excel (.xlsx) или CSV'],
    ['a PDF renamed', 'список.xlsx', pdf, deceit],
    ['a PDF renamed to text', 'список.csv', pdf, deceit],
    ['half a book', 'список.xlsx', book.subarray(0, 400), deceit],
    ['nothing', 'список.xlsx', Buffer.alloc(0), 'Файл пустой'],
    ['nothing but separators', 'список.csv', Buffer.from(';;;\n;;\n'), 'нет ни одной заполненной строки'],
    ['a hundred thousand columns', 'список.csv', Buffer.from(wide), 'больше 500 столбцов'],
    ['too many rows', 'список.csv', Buffer.from('ФИО;Класс\n'.repeat(20_001)), 'больше 20 000 строк'],
    ['eleven megabytes', 'список.csv', Buffer.alloc(11 * megabyte, 'а'), 'больше 10 МБ'],
    ['twenty-five megabytes', 'список.csv', Buffer.alloc(25 * megabyte, 'а'), 'больше 10 МБ'],
  ];
}

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
