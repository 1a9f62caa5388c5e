import type { PaperColumn, TablePart } from './sheet.ts';

/** Columns of a spreadsheet in which all tables of a sheet stand one under the other. */
export interface Grid {
  /** In letters. */
  widths: number[];
  /** Of each table, column by column: the first one it takes and how many. */
  places: Place[][];
}

export interface Place {
  from: number;
  count: number;
}

/** Of an upright title: how high its row is, in points, and about how many letters stand in a line of it. */
export const uprightHeight = 120;
const uprightLetters = 19;

/** Letters of the bold face are wider. */
const bold = 1.15;
const narrowest = 3.2;
const widest = 46;

/**
 * The table with the most columns has them to itself; in the others a text takes as many as it needs, numbers stand right of
 * the names.
 */
export function gridOf(tables: readonly TablePart[]): Grid {
  const main = tables.toSorted((a, b) => b.columns.length - a.columns.length)[0];
  if (!main) return { widths: [24, 24, 24, 24], places: [] };
  const widths = main.columns.map((_, at) => widthOf(main, at));
  const places = tables.map(table => {
    if (table === main) return main.columns.map((_, from) => ({ from, count: 1 }));
    let next = firstPlace(table, main);
    return table.columns.map((column, at) => {
      const place = placeFor(column, { widths, from: next, needed: widthOf(table, at) });
      next = place.from + place.count;
      return place;
    });
  });
  while (widths.length < 4) widths.push(12);
  return { widths, places };
}

function firstPlace({ columns }: TablePart, main: TablePart): number {
  const [own, mains] = [columns, main.columns].map(several => several.findIndex(({ kind }) => kind === 'text'));
  if (mains! < 0 || mains! > 1) return 0;
  if (own === 0) return mains!;
  return own === 1 ? 0 : mains! + 1;
}

/** A number's column is made as wide as it needs, a text has several. */
function placeFor(
  { kind }: PaperColumn,
  { widths, from, needed }: { widths: number[]; from: number; needed: number },
): Place {
  widths[from] ??= needed;
  if (kind !== 'text') widths[from] = Math.max(widths[from]!, needed);
  let [count, width] = [1, widths[from]!];
  while (width < needed) {
    widths[from + count] ??= needed - width;
    width += widths[from + count]!;
    count++;
  }
  return { from, count };
}

/** Of the longest text, and of the longest word of a title; a text may take several lines. */
function widthOf({ columns, rows }: TablePart, at: number): number {
  const column = columns[at]!;
  const longest = Math.max(
    0,
    ...rows.map(({ cells, level }) => {
      const cell = cells[at];
      return cell?.columns === 1 ? cell.text.length * (level === 'row' && !cell.strong ? 1 : bold) : 0;
    }),
  );
  const title = column.vertical
    ? 2.3 * Math.ceil(column.title.length / uprightLetters)
    : bold * Math.max(...column.title.split(/[ \u00a0]/).map(word => word.length));
  const told = column.kind === 'text' ? Math.max(column.width ?? 0, column.blank ? 16 : 0) : 0;
  const needed = told > 0 && longest > 10 ? told : Math.min(longest, widest);
  return Math.max(narrowest, title, needed) + 1.2;
}

/** How many lines a text takes in a place so many letters wide; not every program finds the height of a row itself. */
export function linesIn(text: string, letters: number, isBold = false): number {
  const width = isBold ? letters / bold : letters;
  return text.split('\n').reduce((sum, paragraph) => {
    let [lines, line] = [1, 0];
    for (const word of paragraph.split(/(?<=[ -])/)) {
      if (line > 0 && line + word.trimEnd().length > width) [lines, line] = [lines + 1, 0];
      line += word.length;
      while (line > width + 1) [lines, line] = [lines + 1, line - width];
    }
    return sum + lines;
  }, 0);
}
