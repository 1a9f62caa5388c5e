import { parseCsv } from 'hucre/csv';
import { type CellValue, readXlsx } from 'hucre/xlsx';
import { fileKinds } from './file-kinds.ts';
import type { SentFile } from './files.ts';
import { invalid } from './refusal.ts';
import { decodeText, delimiterOf } from './separated-text.ts';
import { storable } from './typed-text.ts';
import { unpacksWithin } from './zip-size.ts';

/** The first visible sheet: every cell as text, days as ISO dates. Row 1 of the file is `rows[0]`; blank rows keep their place. */
export interface SheetOfText {
  rows: string[][];
}

/** What may be sent as a spreadsheet, for a form's `accept`. */
export const acceptedSheets = '.xlsx,.csv';

const mostBytes = 10 * 1024 * 1024;
const mostUnpackedBytes = 100 * 1024 * 1024;
const mostRows = 20_000;
const mostColumns = 500;

/**
 * Reads a spreadsheet that was sent: XLSX, or CSV in UTF-8, UTF-16 or Windows-1251 with `;`, `,` or tab. Formulas are
 * read by the value they had. Refusals at `field`: empty, over 10 MB (100 MB unpacked), 20 000 rows or 500 columns, macros, another
 * kind of file, bytes that aren't what the name says.
 */
export async function readSheet(file: SentFile, { field = 'file' } = {}): Promise<SheetOfText> {
  if (file.tooLarge || file.content.length > mostBytes) invalid('file-too-large', field);
  if (file.content.length === 0) invalid('file-empty', field);
  const cells = await cellsOf(file, field);
  const rows = cells.map(row => trimmed(row.map(textOf)));
  while (rows.at(-1)?.length === 0) rows.pop();
  if (rows.length === 0) invalid('sheet/empty', field);
  if (rows.length > mostRows) invalid('sheet/rows', field, { rows: mostRows });
  if (rows.some(row => row.length > mostColumns)) invalid('sheet/columns', field, { columns: mostColumns });
  return { rows };
}

async function cellsOf({ name, content }: SentFile, field: string): Promise<readonly CellValue[][]> {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (['xlsm', 'xlsb', 'xltm', 'xlam'].includes(extension)) invalid('sheet/macros', field);
  if (extension === 'xlsx') return workbookCells(content, field);
  if (!['csv', 'tsv', 'txt'].includes(extension)) invalid('sheet/kind', field);
  const text = decodeText(content);
  if (text === undefined) invalid('file-content', field, { extension });
  const { delimiter, body } = delimiterOf(text);
  return parseCsv(body, { delimiter, maxRows: mostRows + 1 });
}

async function workbookCells(content: Buffer, field: string): Promise<readonly CellValue[][]> {
  if (content.includes('vbaProject', 0, 'latin1')) invalid('sheet/macros', field);
  if (!fileKinds.xlsx!.fits(content)) invalid('file-content', field, { extension: 'xlsx' });
  if (!(await unpacksWithin(content, mostUnpackedBytes))) invalid('sheet/unpacked', field);
  const { sheets } = await readXlsx(content, {
    sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
    range: `A1:${columnName(mostColumns + 1)}${mostRows + 1}`,
  }).catch(() => invalid('file-content', field, { extension: 'xlsx' }));
  return sheets.find(({ rows }) => rows.some(row => row.some(isWritten)))?.rows ?? [];
}

/** 1 → A, 27 → AA. */
function columnName(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return `${rest > 0 ? columnName(rest) : ''}${String.fromCharCode(65 + ((number - 1) % 26))}`;
}

function isWritten(cell: CellValue): boolean {
  return cell !== null && cell !== '';
}

function trimmed(row: string[]): string[] {
  return row.slice(0, row.findLastIndex(cell => cell !== '') + 1);
}

function textOf(cell: CellValue): string {
  if (cell === null) return '';
  if (cell instanceof Date) return dateText(cell);
  // Fifteen digits are what a spreadsheet shows of a number: 0.1 + 0.2 stands there as 0.3.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  return typeof cell === 'string'
    ? storable(cell)
        .replace(/[\s\u00a0]+/g, ' ')
        .trim()
    : String(cell);
}

/** A day as an ISO date; a bare time of day, which a spreadsheet counts from its beginning, as «08:30». */
function dateText(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return '';
  const [day, time] = moment.toISOString().split('T');
  return moment.getUTCFullYear() < 1901 ? time!.slice(0, 5) : day!;
}
