import type { Metrics } from './pdf-metrics.ts';
import type { PaperColumn, TablePart } from './sheet.ts';

/** Space between a cell's edge and its text. */
export const padding = { x: 3, y: 2 };
export const lineHeight = 1.22;
/** An upright title is no longer than this; a longer one goes on in a second line. */
export const uprightHeight = 92;

/** The largest type, no larger than `most`, in which the table fits the width, and the widths of its columns in it. */
export function fitColumns(
  table: TablePart,
  width: number,
  metrics: Metrics,
  most = sizes[0]!,
): { size: number; widths: number[] } {
  for (const size of sizes.filter(one => one <= most)) {
    const wants = table.columns.map((column, at) => wantOf(column, { table, at, size, metrics }));
    const least = sum(wants.map(want => want.least));
    if (least <= width) return { size, widths: shareOut(evened(wants, table.columns), width) };
  }
  const smallest = sizes.at(-1)!;
  const wants = table.columns.map((column, at) => wantOf(column, { table, at, size: smallest, metrics }));
  const scale = width / sum(wants.map(want => want.least));
  return { size: smallest, widths: wants.map(want => want.least * scale) };
}

export const sizes: readonly number[] = [9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5];

interface Want {
  /** No word is broken. */
  least: number;
  /** Everything stands on one line. */
  wish: number;
}

interface Measuring {
  table: TablePart;
  at: number;
  size: number;
  metrics: Metrics;
}

function wantOf(column: PaperColumn, { table, at, size, metrics }: Measuring): Want {
  const title = column.vertical
    ? linesUpright(column.title, size, metrics).length * size * lineHeight
    : metrics.longestWord(column.title, 'bold', size);
  let [least, wish] = [title, title];
  for (const { cells, level } of table.rows) {
    const cell = cells[at];
    if (!cell || cell.columns > 1 || cell.text === '') continue;
    const face = level !== 'row' || cell.strong ? 'bold' : 'plain';
    const whole = metrics.widthOf(cell.text, face, size);
    wish = Math.max(wish, whole);
    least = Math.max(least, cell.kind === 'text' ? metrics.longestWord(cell.text, face, size) : whole);
  }
  // A name of forty-five letters does not press all else together: half of it on a line is enough.
  const bearable = column.kind === 'text' ? Math.min(least, 26 * size * 0.6) : least;
  const inLetters = column.width && column.kind === 'text' ? column.width * size * 0.6 : wish;
  const blank = column.blank ? 60 : 0;
  return {
    least: Math.max(bearable, blank) + 2 * padding.x,
    wish: Math.max(bearable, Math.min(wish, inLetters), blank) + 2 * padding.x,
  };
}

/** The lines of an upright title. */
export function linesUpright(title: string, size: number, metrics: Metrics): string[] {
  return metrics.wrap(title, { width: uprightHeight - 2 * padding.x, face: 'bold', size });
}

/** Columns with upright titles wish for the same width. */
function evened(wants: readonly Want[], columns: readonly PaperColumn[]): Want[] {
  const widest = Math.max(0, ...wants.filter((_, at) => columns[at]!.vertical).map(({ wish }) => wish));
  return wants.map((want, at) => (columns[at]!.vertical ? { ...want, wish: widest } : want));
}

/** Every column gets what it must have; what is left goes to those that wish for more, and then to all alike. */
function shareOut(wants: readonly Want[], width: number): number[] {
  const least = sum(wants.map(want => want.least));
  const wish = sum(wants.map(want => want.wish));
  if (wish <= width) return wants.map(want => (want.wish * width) / wish);
  const share = (width - least) / (wish - least);
  return wants.map(want => want.least + share * (want.wish - want.least));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
