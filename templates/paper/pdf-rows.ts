import { headRows } from './head-rows.ts';
import { type ColumnBlock, type Fitting, fitColumns, lineHeight, linesUpright, padding, sum } from './pdf-columns.ts';
import type { Face, Metrics } from './pdf-metrics.ts';
import type { PaperCell, PaperRow, TablePart } from './sheet.ts';

/** A text in its box, measured and broken into lines; places are from the left edge and the top of its row. */
export interface Box {
  x: number;
  width: number;
  /** How many rows it takes. */
  rows: number;
  lines: string[];
  face: Face;
  align: 'left' | 'center';
  /** How long its longest line is, where it stands on its end. */
  upright?: number;
  shaded: boolean;
}

export interface LaidRow {
  height: number;
  boxes: Box[];
  /** Not parted from the row before it while they fit a page. */
  joined: boolean;
}

/** A table, or as many of its columns as fit a page. */
export interface LaidTable {
  size: number;
  head: LaidRow[];
  rows: LaidRow[];
}

/** Lays a table for a page of that width: types, widths, lines, heights; several where it is wider, with rows as high as each other's. */
export function layTable(table: TablePart, width: number, fitting: Fitting): LaidTable[] {
  const { size, upright, blocks } = fitColumns(table, width, fitting);
  const laid = blocks.map(block => layBlock(table, { block, size, upright, metrics: fitting.metrics }));
  if (laid.length === 1) return laid;
  for (const part of ['head', 'rows'] as const) {
    for (const at of laid[0]![part].keys()) {
      const height = Math.max(...laid.map(one => one[part][at]!.height));
      for (const one of laid) one[part][at]!.height = height;
    }
  }
  return laid;
}

interface Laying {
  block: ColumnBlock;
  size: number;
  upright: number;
  metrics: Metrics;
}

function layBlock(table: TablePart, laying: Laying): LaidTable {
  const { size } = laying;
  let spannedTo = 0;
  const rows = table.rows.map((row, at): LaidRow => {
    const joined = at > 0 && (row.joined || row.level !== 'row' || at < spannedTo);
    for (const cell of row.cells) spannedTo = Math.max(spannedTo, at + (cell?.rows ?? 1));
    return { height: 0, boxes: boxesOf(row, laying), joined };
  });
  return { size, head: stretch(layHead(table, laying), size), rows: stretch(rows, size) };
}

/** Where the columns `from` … stand in the block; nothing when none of them does. */
function placeIn({ columns, widths }: ColumnBlock, from: number, count: number): { x: number; width: number } | null {
  const places = [...columns.keys()].filter(at => columns[at]! >= from && columns[at]! < from + count);
  if (places.length === 0) return null;
  return { x: sum(widths.slice(0, places[0])), width: sum(places.map(at => widths[at]!)) };
}

function layHead({ columns }: TablePart, { block, size, upright, metrics }: Laying): LaidRow[] {
  return headRows(columns).map(titles => ({
    ...{ height: 0, joined: true },
    boxes: titles.flatMap(({ title, from, columns, rows, column }): Box[] => {
      const at = placeIn(block, from, columns);
      if (!at) return [];
      const box = { ...at, rows, face: 'bold', align: 'center', shaded: true } as const;
      if (!column?.vertical) {
        const lines = metrics.wrap(title, { width: at.width - 2 * padding.x, face: 'bold', size });
        return [{ ...box, lines }];
      }
      const lines = linesUpright(title, { size, metrics, upright });
      const longest = Math.max(...lines.map(line => metrics.widthOf(line, 'bold', size)));
      return [{ ...box, lines, upright: longest }];
    }),
  }));
}

function boxesOf({ cells, level }: PaperRow, { block, size, metrics }: Laying): Box[] {
  return cells.flatMap((cell, from): Box[] => {
    const at = cell && placeIn(block, from, cell.columns);
    if (!at) return [];
    const face: Face = level !== 'row' || cell.strong ? 'bold' : 'plain';
    const lines = cell.text ? metrics.wrap(cell.text, { width: at.width - 2 * padding.x, face, size }) : [];
    return [{ ...at, rows: cell.rows, lines, face, align: alignOf(cell), shaded: level === 'total' }];
  });
}

function alignOf({ kind }: PaperCell): Box['align'] {
  return kind === 'text' ? 'left' : 'center';
}

/** Rows as high as what stands in them; what takes several rows stretches the last of them. */
function stretch(rows: LaidRow[], size: number): LaidRow[] {
  const needs = ({ upright, lines }: Box) =>
    (upright === undefined ? lines.length * size * lineHeight : upright + 2 * padding.x) + 2 * padding.y;
  for (const row of rows) {
    const own = row.boxes.filter(box => box.rows === 1).map(needs);
    row.height = Math.max(size * lineHeight + 2 * padding.y, ...own);
  }
  rows.forEach((row, at) => {
    for (const box of row.boxes.filter(one => one.rows > 1)) {
      const taken = rows.slice(at, at + box.rows);
      const lacking = needs(box) - sum(taken.map(one => one.height));
      if (lacking > 0) taken.at(-1)!.height += lacking;
    }
  });
  return rows;
}
