import { type CellStyle, type CellValue, colToLetter, type MergeRange, type WriteSheet } from 'hucre/xlsx';
import { headRows } from './head-rows.ts';
import type { PaperCell, PaperColumn, PaperRow, TablePart } from './sheet.ts';
import { linesIn, type Place, uprightHeight } from './spreadsheet-grid.ts';

/** A sheet while it is written. */
export interface Writing {
  rows: CellValue[][];
  cells: NonNullable<WriteSheet['cells']>;
  merges: MergeRange[];
  heights: Map<number, { height: number }>;
  /** Of the columns, in letters. */
  widths: number[];
  /** Rows of the first table's head, and the last of its own. */
  head?: { from: number; to: number; end: number };
}

/** Points of a line of the face. */
export const lineHeight = 13;

export function face(of: { bold?: boolean; size?: number; italic?: boolean } = {}): NonNullable<CellStyle['font']> {
  return { name: 'Arial', size: 10, ...of };
}

/** The head and the rows, whose numbers live: sums of subtotals, shares. */
export function writeTable(writing: Writing, table: TablePart, places: readonly Place[]): void {
  const from = writing.rows.length;
  writeHead(writing, table.columns, places);
  writing.head ??= { from, to: writing.rows.length - 1, end: writing.rows.length - 1 + table.rows.length };
  for (const row of table.rows) writeRow(writing, row, { columns: table.columns, places });
}

function writeHead(writing: Writing, columns: readonly PaperColumn[], places: readonly Place[]): void {
  const from = writing.rows.length;
  const head = headRows(columns);
  head.forEach((titles, level) => {
    const row = from + level;
    writing.rows.push([]);
    let height = 18;
    for (const { title, column, ...cell } of titles) {
      const vertical = column?.vertical ?? false;
      const merge = mergeOf(row, cell, places);
      put(writing, merge, { value: harmless(title), style: headStyle(vertical) });
      const lines = linesIn(title, lettersOf(writing, merge), true) * lineHeight + 6;
      if (cell.rows === 1) height = Math.max(height, vertical ? uprightHeight : lines);
    }
    writing.heights.set(row, { height });
  });
  if (columns.some(({ vertical }) => vertical)) writing.heights.set(writing.rows.length - 1, { height: uprightHeight });
}

function mergeOf(
  row: number,
  { from, columns, rows }: { from: number; columns: number; rows: number },
  places: readonly Place[],
): MergeRange {
  const last = places[from + columns - 1]!;
  return { startRow: row, endRow: row + rows - 1, startCol: places[from]!.from, endCol: last.from + last.count - 1 };
}

function lettersOf({ widths }: Writing, { startCol, endCol }: MergeRange): number {
  return widths.slice(startCol, endCol + 1).reduce((sum, width) => sum + width, 0) - 1.2;
}

/** The value stands in the first place, the lines around all of them. */
function put(
  { rows, cells, merges }: Writing,
  merge: MergeRange,
  cell: { value: CellValue; style: CellStyle; formula?: string },
): void {
  const { startRow, endRow, startCol, endCol } = merge;
  for (let row = startRow; row <= endRow; row++) {
    for (let column = startCol; column <= endCol; column++)
      cells.set(`${row},${column}`, { value: null, style: cell.style });
  }
  rows[startRow] ??= [];
  rows[startRow]![startCol] = cell.value;
  const { formula, value } = cell;
  cells.set(`${startRow},${startCol}`, formula ? { ...cell, formula, formulaResult: value, type: 'formula' } : cell);
  if (endRow > startRow || endCol > startCol) merges.push(merge);
}

interface InTable {
  columns: readonly PaperColumn[];
  places: readonly Place[];
}

function writeRow(writing: Writing, row: PaperRow, { columns, places }: InTable): void {
  const at = writing.rows.length;
  writing.rows.push([]);
  let lines = 1;
  row.cells.forEach((cell, from) => {
    if (!cell) return;
    const merge = mergeOf(at, { from, columns: cell.columns, rows: cell.rows }, places);
    const formula = formulaOf(cell, { row, at, from, columns, places });
    const value = cell.number ?? harmless(cell.text);
    put(writing, merge, { value, style: cellStyle(cell, row), ...(formula ? { formula } : {}) });
    if (cell.kind !== 'text' || cell.text === '') return;
    const own = linesIn(cell.text, lettersOf(writing, merge), row.level !== 'row' || cell.strong);
    lines = Math.max(lines, own / cell.rows);
  });
  // What takes several rows stretches the first of them, and those that follow have one line.
  if (lines > 1) writing.heights.set(at, { height: Math.ceil(lines) * lineHeight + 3 });
}

interface InRow extends InTable {
  row: PaperRow;
  at: number;
  from: number;
}

/** A share is reckoned from its row; a whole number of a subtotal is the sum of the rows over it. */
function formulaOf(cell: PaperCell, { row, at, from, columns, places }: InRow): string | undefined {
  if (cell.number === undefined) return undefined;
  const letterOf = (column: number) => colToLetter(places[column]!.from);
  if (row.over && cell.kind === 'integer' && !cell.apart) {
    return `SUBTOTAL(9,${letterOf(from)}${at + 1 - row.over}:${letterOf(from)}${at})`;
  }
  if (!cell.formula) return undefined;
  const placed = cell.formula.replace(/[a-zA-Z_]\w*/g, key => {
    const index = columns.findIndex(one => one.key === key);
    if (index < 0) throw new Error(`the formula «${cell.formula}» speaks of no column «${key}»`);
    return `${letterOf(index)}${at + 1}`;
  });
  return cell.decimals === 0 ? placed : `IFERROR(ROUND(${placed},${cell.decimals}),"\u2014")`;
}

const thin = { style: 'thin' } as const;
const border = { top: thin, right: thin, bottom: thin, left: thin };

function headStyle(vertical: boolean): CellStyle {
  const alignment = { horizontal: 'center', vertical: vertical ? 'bottom' : 'center', wrapText: true } as const;
  return {
    ...{ font: face({ bold: true }), border },
    alignment: { ...alignment, ...(vertical ? { textRotation: 90 } : {}) },
  };
}

const formats = ['0', '0.0', '0.00'];

function cellStyle(cell: PaperCell, { level }: PaperRow): CellStyle {
  const isText = cell.kind === 'text';
  return {
    ...{ border, font: face({ bold: level !== 'row' || cell.strong }) },
    alignment: {
      horizontal: isText ? 'left' : 'center',
      vertical: cell.rows > 1 || !isText ? 'center' : 'top',
      wrapText: isText,
    },
    ...(cell.number === undefined ? {} : { numFmt: formats[cell.decimals]! }),
  };
}

/** What a person typed may begin like a formula; in a spreadsheet it must stay a word. */
export function harmless(text: string): string {
  return /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
