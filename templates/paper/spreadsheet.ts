import {
  type CellStyle,
  type CellValue,
  colToLetter,
  type MergeRange,
  type WriteOptions,
  type WriteSheet,
  writeXlsx,
} from 'hucre/xlsx';
import { headRows } from './head-rows.ts';
import type { PaperCell, PaperColumn, PaperDocument, PaperRow, PaperSheet, TablePart } from './sheet.ts';

/**
 * The sheets as an XLSX book: numbers are numbers, sums and shares stay alive, the head of the first table stays in sight and
 * stands on every printed page, the print area fits the width of A4. No text is ever taken for a formula.
 */
export async function spreadsheet(document: PaperDocument): Promise<Buffer> {
  const tabs = tabNames(document.sheets);
  const written = document.sheets.map((sheet, at) => writeSheet(document, sheet, tabs[at]!));
  const book = {
    sheets: written.map(({ sheet }) => sheet),
    namedRanges: written.flatMap(({ printed }) => printed),
    defaultFont: { name: 'Arial', size: 10 },
    properties: { title: document.sheets[0]?.title ?? '' },
  };
  return Buffer.from(await writeXlsx(book));
}

type NamedRange = NonNullable<WriteOptions['namedRanges']>[number];

interface Written {
  sheet: WriteSheet;
  printed: NamedRange[];
}

interface Writing {
  rows: CellValue[][];
  cells: NonNullable<WriteSheet['cells']>;
  merges: MergeRange[];
  heights: Map<number, { height: number }>;
  width: number;
  /** Rows of the first table's head. */
  head?: { from: number; to: number };
}

function writeSheet(document: PaperDocument, sheet: PaperSheet, name: string): Written {
  const tables = sheet.parts.filter(part => part.kind === 'table');
  const width = Math.max(4, ...tables.map(({ columns }) => columns.length));
  const writing: Writing = { rows: [], cells: new Map(), merges: [], heights: new Map(), width };
  across(writing, document.school, { alignment: { horizontal: 'center', wrapText: true } });
  across(writing, sheet.title, { font: { bold: true, size: 13 }, alignment: { horizontal: 'center', wrapText: true } });
  for (const line of sheet.lines) across(writing, line, { alignment: { horizontal: 'center', wrapText: true } });
  if (sheet.incomplete) across(writing, sheet.incomplete, { font: { italic: true }, alignment: { wrapText: true } });
  for (const part of sheet.parts) {
    writing.rows.push([]);
    if (part.kind === 'table') writeTable(writing, part);
    if (part.kind === 'text') across(writing, part.text, wrapped);
    if (part.kind === 'plot') across(writing, part.about, wrapped);
    if (part.kind !== 'list') continue;
    if (part.title) across(writing, part.title, { font: { bold: true }, ...wrapped });
    for (const [at, item] of part.items.entries())
      across(writing, part.numbered ? `${at + 1}. ${item}` : item, wrapped);
  }
  writing.rows.push([]);
  for (const { post, name, seal } of sheet.signatures) {
    across(writing, `${post} ____________________ /${name || '____________________'}/ ${seal}`.trim(), {});
    writing.rows.push([]);
  }
  return {
    sheet: { name, ...layOut(document, sheet, writing), columns: widthsOf(tables, width) },
    printed: printedRanges(name, writing),
  };
}

const wrapped = { alignment: { wrapText: true, vertical: 'top' } } satisfies CellStyle;
/** About so many letters a centimetre of a line that goes over the whole table. */
const lettersOfSheet = { portrait: 95, landscape: 145 };

function layOut(document: PaperDocument, { orientation }: PaperSheet, writing: Writing): Omit<WriteSheet, 'name'> {
  const { rows, cells, merges, head, width } = writing;
  const [before = '', after = ''] = document.pages.split(/\{page\}.*\{pages\}/);
  const between = /\{page\}(.*)\{pages\}/.exec(document.pages)?.[1] ?? '';
  for (const { startRow, startCol, endCol } of merges) {
    const text = rows[startRow]?.[startCol];
    if (startCol !== 0 || endCol !== width - 1 || typeof text !== 'string') continue;
    const lines = Math.ceil(text.length / lettersOfSheet[orientation]);
    if (lines > 1) writing.heights.set(startRow, { height: 15 * lines });
  }
  return {
    ...{ rows, cells, merges, rowDefs: writing.heights },
    ...(head ? { freezePane: { rows: head.to + 1 } } : {}),
    pageSetup: {
      ...{ paperSize: 'a4', orientation, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      margins: { left: 0.6, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddFooter: `&L${footText(document.printed)}&R${footText(before)}&P${footText(between)}&N${footText(after)}`,
    },
  };
}

/** What is printed, and which rows stand on each page; by ourselves, since the library leaves names of tabs unquoted here. */
function printedRanges(tab: string, { head, rows, width }: Writing): NamedRange[] {
  const quoted = `'${tab}'`;
  const area = `${quoted}!$A$1:$${colToLetter(width - 1)}$${rows.length}`;
  const titles = head
    ? [{ name: '_xlnm.Print_Titles', range: `${quoted}!$${head.from + 1}:$${head.to + 1}`, scope: tab }]
    : [];
  return [{ name: '_xlnm.Print_Area', range: area, scope: tab }, ...titles];
}

/** An ampersand begins a code there. */
function footText(text: string): string {
  return text.replaceAll('&', '&&');
}

/** A line over the whole width of the sheet. */
function across(writing: Writing, text: string, style: CellStyle): void {
  const row = writing.rows.length;
  writing.rows.push([harmless(text)]);
  writing.cells.set(`${row},0`, { value: harmless(text), style });
  writing.merges.push({ startRow: row, endRow: row, startCol: 0, endCol: writing.width - 1 });
}

function writeTable(writing: Writing, table: TablePart): void {
  if (table.caption) across(writing, table.caption, { font: { bold: true }, ...wrapped });
  const from = writing.rows.length;
  writeHead(writing, table.columns);
  const first = writing.rows.length;
  writing.head ??= { from, to: first - 1 };
  const widths = table.columns.map((_, at) => Math.min(60, widthOf(table, at)));
  for (const row of table.rows) {
    const lines = linesOf(row, widths);
    if (lines > 1) writing.heights.set(writing.rows.length, { height: 15 * lines });
    writeRow(writing, row, table.columns);
  }
}

/** How many lines the longest text of a row takes: not every program finds the height itself. */
function linesOf({ cells }: PaperRow, widths: readonly number[]): number {
  const lines = cells.map((cell, at) => {
    if (cell?.kind !== 'text' || cell.columns + cell.rows > 2) return 1;
    return cell.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / widths[at]!)), 0);
  });
  return Math.max(1, ...lines);
}

function writeHead(writing: Writing, columns: readonly PaperColumn[]): void {
  const from = writing.rows.length;
  const head = headRows(columns);
  head.forEach((titles, level) => {
    writing.rows.push([]);
    for (const title of titles) {
      const row = from + level;
      const vertical = title.column?.vertical ?? false;
      const merge = {
        startRow: row,
        endRow: row + title.rows - 1,
        startCol: title.from,
        endCol: title.from + title.columns - 1,
      };
      put(writing, merge, { value: harmless(title.title), style: headStyle(vertical) });
      if (title.rows + title.columns > 2) writing.merges.push(merge);
    }
  });
  const isTall = columns.some(({ vertical }) => vertical);
  writing.heights.set(from + head.length - 1, { height: isTall ? uprightHeight : 32 });
}

/** The value stands in the first place, the lines around all of them. */
function put(
  { rows, cells }: Writing,
  { startRow, endRow, startCol, endCol }: MergeRange,
  cell: { value: CellValue; style: CellStyle; formula?: string },
): void {
  for (let row = startRow; row <= endRow; row++) {
    for (let column = startCol; column <= endCol; column++)
      cells.set(`${row},${column}`, { value: null, style: cell.style });
  }
  rows[startRow] ??= [];
  rows[startRow]![startCol] = cell.value;
  const { formula, value } = cell;
  cells.set(`${startRow},${startCol}`, formula ? { ...cell, formula, formulaResult: value, type: 'formula' } : cell);
}

function writeRow(writing: Writing, row: PaperRow, columns: readonly PaperColumn[]): void {
  const at = writing.rows.length;
  writing.rows.push([]);
  row.cells.forEach((cell, column) => {
    if (!cell) return;
    const merge = { startRow: at, endRow: at + cell.rows - 1, startCol: column, endCol: column + cell.columns - 1 };
    const formula = formulaOf(cell, { row, at, column, columns });
    const value = cell.number ?? harmless(cell.text);
    put(writing, merge, { value, style: cellStyle(cell, row), ...(formula ? { formula } : {}) });
    if (cell.rows + cell.columns > 2) writing.merges.push(merge);
  });
}

interface Place {
  row: PaperRow;
  at: number;
  column: number;
  columns: readonly PaperColumn[];
}

/** A share is reckoned from its row; a whole number of a subtotal is the sum of the rows over it. */
function formulaOf(cell: PaperCell, { row, at, column, columns }: Place): string | undefined {
  if (cell.number === undefined) return undefined;
  if (row.over && cell.kind === 'integer' && !cell.apart) {
    const letter = colToLetter(column);
    return `SUBTOTAL(9,${letter}${at + 1 - row.over}:${letter}${at})`;
  }
  if (!cell.formula) return undefined;
  const placed = cell.formula.replace(/[a-zA-Z_]\w*/g, key => {
    const index = columns.findIndex(one => one.key === key);
    if (index < 0) throw new Error(`the formula «${cell.formula}» speaks of no column «${key}»`);
    return `${colToLetter(index)}${at + 1}`;
  });
  return cell.decimals === 0 ? placed : `IFERROR(ROUND(${placed},${cell.decimals}),"\u2014")`;
}

const thin = { style: 'thin' } as const;
const border = { top: thin, right: thin, bottom: thin, left: thin };

function headStyle(vertical: boolean): CellStyle {
  const alignment = { horizontal: 'center', vertical: vertical ? 'bottom' : 'center', wrapText: true } as const;
  return { font: { bold: true }, border, alignment: { ...alignment, ...(vertical ? { textRotation: 90 } : {}) } };
}

/** Of a row of upright titles, in points, and about how many letters of one stand in it. */
const uprightHeight = 120;
const uprightLetters = 19;

const formats = ['0', '0.0', '0.00'];

function cellStyle(cell: PaperCell, { level }: PaperRow): CellStyle {
  const isText = cell.kind === 'text';
  return {
    ...{ border, font: { bold: level !== 'row' || cell.strong } },
    alignment: { horizontal: isText ? 'left' : 'center', vertical: cell.rows > 1 ? 'center' : 'top', wrapText: isText },
    ...(cell.number === undefined ? {} : { numFmt: formats[cell.decimals]! }),
  };
}

function widthsOf(tables: readonly TablePart[], count: number): { width: number }[] {
  return Array.from({ length: count }, (_, at) => ({
    width: Math.min(60, Math.max(3, ...tables.map(table => widthOf(table, at)))) + 1.5,
  }));
}

/** In letters: of the longest text, and of the longest word of an upright title. */
function widthOf({ columns, rows }: TablePart, at: number): number {
  const column = columns[at];
  if (!column) return 0;
  if (column.width) return column.width;
  if (column.vertical) return Math.max(3.2, 2.3 * Math.ceil(column.title.length / uprightLetters));
  const words = column.title.split(/[ \u00a0]/);
  const texts = rows.map(({ cells }) => (cells[at]?.columns === 1 ? cells[at]!.text : ''));
  return Math.max(...[...words, ...texts].map(text => text.length));
}

/** What a person typed may begin like a formula; in a spreadsheet it must stay a word. */
function harmless(text: string): string {
  return /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Tabs are short, differ, and do without some signs. */
function tabNames(sheets: readonly PaperSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ tab }) => {
    const plain =
      tab
        .replace(/[[\]:*?/\\']/g, ' ')
        .trim()
        .slice(0, 31) || '1';
    let name = plain;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${plain.slice(0, 27)} ${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
