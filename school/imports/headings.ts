import { withoutYo } from '../names.ts';

/** Which column of a spreadsheet holds what. */
export interface Headings<C extends string> {
  /** Index of the row of headings. */
  row: number;
  at: Partial<Record<C, number>>;
  /** Every heading as it is compared, by its column. */
  plain: string[];
  /** The row is the heading once more, or the row of numbers 1 2 3 under it. */
  repeats(row: readonly string[]): boolean;
}

/** So many rows may stand above the table. */
const mostHeadRows = 30;

/** The first row that has what is needed, whatever stands above it; `patterns` are tried in their order, each on one column. */
export function findHeadings<C extends string>(
  rows: readonly (readonly string[])[],
  patterns: Record<C, string>,
  isEnough: (at: Partial<Record<C, number>>, plain: readonly string[]) => boolean,
): Headings<C> | undefined {
  for (const [row, cells] of rows.slice(0, mostHeadRows).entries()) {
    const plain = Array.from(cells, cell => plainText(cell ?? ''));
    const at = columnsOf(plain, patterns);
    if (!isEnough(at, plain)) continue;
    const heading = cells.join('\n');
    return { row, at, plain, repeats: other => other.join('\n') === heading || isNumbering(other) };
  }
  return undefined;
}

/** Lower-case words with one space between them, yo as ye, without punctuation. */
export function plainText(text: string): string {
  return withoutYo(text.toLowerCase().normalize('NFC'))
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();
}

function columnsOf<C extends string>(plain: readonly string[], patterns: Record<C, string>) {
  const at: Partial<Record<C, number>> = {};
  const taken = new Set<number>();
  for (const [name, pattern] of Object.entries(patterns) as [C, string][]) {
    const fits = new RegExp(pattern);
    const column = plain.findIndex((heading, index) => heading !== '' && !taken.has(index) && fits.test(heading));
    if (column < 0) continue;
    at[name] = column;
    taken.add(column);
  }
  return at;
}

function isNumbering(row: readonly string[]): boolean {
  const filled = row.filter(cell => cell !== '');
  return filled.length > 2 && filled.every((cell, index) => cell === String(index + 1));
}
