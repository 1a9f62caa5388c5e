import { headRows } from './head-rows.ts';
import type { Metrics } from './pdf-metrics.ts';
import type { PaperColumn, TablePart } from './sheet.ts';

/** Space between a cell's edge and its text. */
export const padding = { x: 3, y: 2 };
export const lineHeight = 1.22;
/** From the largest type to the smallest that is read without trouble; what is wider goes on over further pages. */
export const typeSizes = [9.5, 9, 8.5, 8, 7.5, 7, 6.5];

/** Columns that stand side by side on a page, by their places in the table. */
export interface ColumnBlock {
  columns: number[];
  widths: number[];
}

export interface FittedColumns {
  size: number;
  /** Of the longest line of an upright title. */
  upright: number;
  /** One; several where the table is too wide for a page: each begins with the columns that name the row. */
  blocks: ColumnBlock[];
}

/** The largest type, not above `largest`, in which the table fits the width; its columns, their widths. */
export function fitColumns(table: TablePart, width: number, fitting: Fitting): FittedColumns {
  const sizes = typeSizes.filter(size => size <= fitting.largest);
  const fitsIn = (degree: 'least' | 'good', smallest: number) => {
    for (const size of sizes.filter(one => one >= smallest)) {
      const { wants, upright } = wantsOf(table, size, fitting);
      if (sum(wants.map(want => want[degree])) > width + 0.01) continue;
      return { size, upright, blocks: [{ columns: [...wants.keys()], widths: shareOut(wants, width) }] };
    }
    return undefined;
  };
  const fitted = fitsIn('least', 0);
  // Rather a type a little smaller than names on three lines.
  const smallestGood = fitting.wholeNames ? 0 : Math.max(7, (fitted?.size ?? 0) - 1.5);
  if (fitted) return fitsIn('good', smallestGood) ?? fitted;
  const smallest = splitColumns(table, width, { ...fitting, size: sizes.at(-1)! });
  const larger = sizes.map(size => splitColumns(table, width, { ...fitting, size }));
  return larger.find(({ blocks }) => blocks.length === smallest.blocks.length) ?? smallest;
}

export interface Fitting {
  metrics: Metrics;
  /** No larger type than this. */
  largest: number;
  /** How many lines an upright title may take, where that is possible. */
  uprightLines: number;
  /** Names come before room for figures: on one line, where that is possible. */
  wholeNames: boolean;
}

/** What columns need and wish for in a type. */
interface Want {
  /** No word is broken. */
  least: number;
  /** A long name stands on two lines. */
  good: number;
  /** As wide as the template has it, or everything on one line. */
  wish: number;
  /** Everything stands on one line. */
  whole: number;
}

function wantsOf(table: TablePart, size: number, fitting: Fitting): { wants: Want[]; upright: number } {
  const { metrics } = fitting;
  const upright = uprightLength(table.columns, size, fitting);
  const wants = table.columns.map((column, at) =>
    wantOf(column, { table, at, size, metrics, upright, wholeNames: fitting.wholeNames }),
  );
  for (const { title, from, columns, column } of headRows(table.columns).flat()) {
    if (column) continue;
    const under = wants.slice(from, from + columns);
    const lacking = metrics.longestWord(title, 'bold', size) + 2 * padding.x - sum(under.map(({ least }) => least));
    if (lacking > 0) for (const want of under) widen(want, want.least + lacking / columns);
  }
  const widest = Math.max(0, ...wants.filter((_, at) => table.columns[at]!.vertical).map(({ wish }) => wish));
  wants.forEach((want, at) => {
    if (table.columns[at]!.vertical) widen(want, want.least, widest);
  });
  return { wants, upright };
}

function widen(want: Want, least: number, wish = least): void {
  want.least = least;
  want.good = Math.max(want.good, least);
  want.wish = Math.max(want.wish, want.good, wish);
  want.whole = Math.max(want.whole, want.wish);
}

interface Measuring {
  table: TablePart;
  at: number;
  size: number;
  metrics: Metrics;
  upright: number;
  wholeNames: boolean;
}

function wantOf(column: PaperColumn, { table, at, size, metrics, upright, wholeNames }: Measuring): Want {
  const title = column.vertical
    ? linesUpright(column.title, { size, metrics, upright }).length * size * lineHeight
    : metrics.longestWord(column.title, 'bold', size);
  let [word, whole] = [0, 0];
  for (const { cells, level } of table.rows) {
    const cell = cells[at];
    if (!cell || cell.columns > 1 || cell.text === '') continue;
    const face = level !== 'row' || cell.strong ? 'bold' : 'plain';
    const line = metrics.widthOf(cell.text, face, size);
    whole = Math.max(whole, line);
    word = Math.max(word, cell.kind === 'text' ? metrics.longestWord(cell.text, face, size) : line);
  }
  // A name of forty-five letters does not press all else together: its words may be broken.
  const bearable = column.kind === 'text' ? Math.min(word, lettersWide(22, size)) : word;
  const least = Math.max(bearable, title, column.blank ? 60 : 0);
  const asTold = column.width && column.kind === 'text' ? Math.min(whole, lettersWide(column.width, size)) : whole;
  const line = Math.max(least, Math.min(whole, lettersWide(60, size)));
  const isName = wholeNames && column.kind === 'text';
  const [x, wish] = [2 * padding.x, isName ? line : Math.max(least, asTold)];
  const good = column.kind !== 'text' ? least : isName ? line : Math.max(least, Math.min(wish, lettersWide(30, size)));
  return { least: least + x, good: good + x, wish: wish + x, whole: Math.max(wish, line) + x };
}

function lettersWide(letters: number, size: number): number {
  return letters * size * 0.6;
}

function uprightLength(columns: readonly PaperColumn[], size: number, { metrics, uprightLines }: Fitting): number {
  const titles = columns.filter(({ vertical }) => vertical).map(({ title }) => title);
  const lengths = [92, 110, 128, 146];
  const isEnough = (upright: number) =>
    titles.every(title => linesUpright(title, { size, metrics, upright }).length <= uprightLines);
  return lengths.find(isEnough) ?? lengths.at(-1)!;
}

/** The lines of an upright title. */
export function linesUpright(
  title: string,
  { size, metrics, upright }: { size: number; metrics: Metrics; upright: number },
): string[] {
  return metrics.balance(title, { width: upright - 2 * padding.x, face: 'bold', size });
}

/**
 * Parts a table that is too wide: each block has the columns that name the row, and as many others as all blocks alike can
 * have; columns under one title, or spanned by one cell, are not parted while they fit.
 */
function splitColumns(table: TablePart, width: number, { size, ...fitting }: Fitting & { size: number }) {
  const { wants, upright } = wantsOf(table, size, fitting);
  const widthOf = (columns: readonly number[]) => sum(columns.map(at => wants[at]!.least));
  const stem = table.columns.flatMap((_, at) => (isOfStem(table.columns, at) ? [at] : []));
  const room = width - widthOf(stem);
  const units = unitsOf(table).flatMap(unit => {
    const columns = unit.filter(at => !stem.includes(at));
    if (columns.length === 0) return [];
    return widthOf(columns) <= room ? [columns] : columns.map(at => [at]);
  });
  const fill = (most: number) => {
    const blocks: number[][] = [];
    for (const unit of units) {
      const last = blocks.at(-1);
      if (last && widthOf([...last, ...unit]) <= most) last.push(...unit);
      else blocks.push([...unit]);
    }
    return blocks;
  };
  const fewest = fill(room).length;
  let most = widthOf(units.flat()) / fewest;
  while (most < room && fill(most).length > fewest) most += 5;
  const blocks = fill(Math.min(most, room)).map((columns): ColumnBlock => {
    const all = [...stem, ...columns];
    const share = shareOut(
      all.map(at => wants[at]!),
      width,
    );
    return { columns: all, widths: share };
  });
  return { size, upright, blocks };
}

/** Columns that name the row: those the template keeps, and without such its number and first text. */
function isOfStem(columns: readonly PaperColumn[], at: number): boolean {
  const firstText = columns.findIndex(({ kind }) => kind === 'text');
  const first = firstText >= 0 && firstText <= 1 ? firstText : 0;
  return columns[at]!.stays || at <= first;
}

/** Runs of columns that belong together, by a title over them or a cell across them. */
function unitsOf({ columns, rows }: TablePart): number[][] {
  const units: number[][] = [];
  const spanned = new Set<number>();
  for (const { cells } of rows) {
    for (const [from, cell] of cells.entries()) {
      for (let at = from + 1; cell && at < from + cell.columns; at++) spanned.add(at);
    }
  }
  columns.forEach((column, at) => {
    const before = columns[at - 1];
    const [group] = column.groups;
    if (at > 0 && ((group !== undefined && before!.groups[0] === group) || spanned.has(at))) units.at(-1)!.push(at);
    else units.push([at]);
  });
  return units;
}

const degrees = ['least', 'good', 'wish', 'whole'] as const;

/** Every column gets what it must have; what is left goes to names, to who wishes for more, to long texts, and then to all alike. */
function shareOut(wants: readonly Want[], width: number): number[] {
  const totals = degrees.map(degree => sum(wants.map(want => want[degree])));
  const reached = totals.findLastIndex(total => total <= width + 0.01);
  if (reached < 0) return wants.map(want => (want.least * width) / totals[0]!);
  const [here, next] = [degrees[reached]!, degrees[reached + 1]];
  if (next === undefined) return wants.map(want => (want.whole * width) / totals[reached]!);
  const share = (width - totals[reached]!) / (totals[reached + 1]! - totals[reached]!);
  return wants.map(want => want[here] + share * (want[next] - want[here]));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
