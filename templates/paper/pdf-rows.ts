import { headRows } from './head-rows.ts';
import { fitColumns, lineHeight, linesUpright, padding, sizes, sum, uprightHeight } from './pdf-columns.ts';
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
  upright: boolean;
  shaded: boolean;
}

export interface LaidRow {
  height: number;
  boxes: Box[];
}

export interface LaidTable {
  size: number;
  head: LaidRow[];
  /** Rows that stay together: a page may end only between the groups. */
  groups: LaidRow[][];
}

/** Lays a table for a page of that width: types, widths, lines, heights. With `height` the type is small enough for it, where that can be read. */
export function layTable(
  table: TablePart,
  width: number,
  { metrics, height = Infinity }: { metrics: Metrics; height?: number | undefined },
): LaidTable {
  const first = layIn(table, fitColumns(table, width, metrics), metrics);
  let laid = first;
  while (heightOf(laid) > height) {
    const smaller = sizes.find(size => size < laid.size && size >= readable);
    if (!smaller) return first;
    laid = layIn(table, fitColumns(table, width, metrics, smaller), metrics);
  }
  return laid;
}

const readable = 6;

function heightOf({ head, groups }: LaidTable): number {
  return sum([...head, ...groups.flat()].map(({ height }) => height));
}

function layIn(table: TablePart, { size, widths }: { size: number; widths: number[] }, metrics: Metrics): LaidTable {
  const starts = widths.map((_, at) => sum(widths.slice(0, at)));
  const place = (from: number, columns: number) => ({
    x: starts[from]!,
    width: sum(widths.slice(from, from + columns)),
  });
  const laying = { size, metrics, place };
  const rows = stretch(
    table.rows.map(row => ({ height: 0, boxes: boxesOf(row, laying) })),
    size,
  );
  return { size, head: layHead(table, laying), groups: groupsOf(table.rows, rows) };
}

interface Laying {
  size: number;
  metrics: Metrics;
  place(from: number, columns: number): { x: number; width: number };
}

function layHead(table: TablePart, { size, metrics, place }: Laying): LaidRow[] {
  const rows = headRows(table.columns).map(titles => ({
    height: 0,
    boxes: titles.map(({ title, from, columns, rows, column }): Box => {
      const at = place(from, columns);
      const upright = column?.vertical ?? false;
      const lines = upright
        ? linesUpright(title, size, metrics)
        : metrics.wrap(title, { width: at.width - 2 * padding.x, face: 'bold', size });
      return { ...at, rows, lines, face: 'bold', align: 'center', upright, shaded: true };
    }),
  }));
  return stretch(rows, size);
}

function boxesOf({ cells, level }: PaperRow, { size, metrics, place }: Laying): Box[] {
  return cells.flatMap((cell, from) => {
    if (!cell) return [];
    const at = place(from, cell.columns);
    const face: Face = level !== 'row' || cell.strong ? 'bold' : 'plain';
    const lines = cell.text ? metrics.wrap(cell.text, { width: at.width - 2 * padding.x, face, size }) : [];
    return [{ ...at, rows: cell.rows, lines, face, align: alignOf(cell), upright: false, shaded: level === 'total' }];
  });
}

function alignOf({ kind }: PaperCell): Box['align'] {
  return kind === 'text' ? 'left' : 'center';
}

/** Rows as high as what stands in them; what takes several rows stretches the last of them. */
function stretch(rows: LaidRow[], size: number): LaidRow[] {
  const needs = (box: Box) =>
    (box.upright ? uprightLength(box, size) : box.lines.length * size * lineHeight) + 2 * padding.y;
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

/** Letters are not wider than the type is high, so this is room enough for any title. */
function uprightLength({ lines }: Box, size: number): number {
  return Math.min(uprightHeight, Math.max(...lines.map(line => line.length)) * size * 0.68 + 2 * padding.x);
}

/** A row goes with the one before it when it is joined to it, sums it up, or shares a tall cell with it. */
function groupsOf(rows: readonly PaperRow[], laid: readonly LaidRow[]): LaidRow[][] {
  const groups: LaidRow[][] = [];
  let spannedTo = 0;
  rows.forEach((row, at) => {
    const goesOn = at > 0 && (row.joined || row.level !== 'row' || at < spannedTo);
    if (goesOn) groups.at(-1)!.push(laid[at]!);
    else groups.push([laid[at]!]);
    for (const box of laid[at]!.boxes) spannedTo = Math.max(spannedTo, at + box.rows);
  });
  return groups;
}
