import { withoutYo } from '../names.ts';

/** Which column of a spreadsheet holds what. */
export interface Headings<C extends string> {
  /** Index of the last row of headings. */
  row: number;
  at: Partial<Record<C, number>>;
  /** Every heading as it is written, by its column; of two rows the lower one's where it says something. */
  texts: string[];
  /** Every heading as it is compared, by its column; of two rows both: «мать телефон». */
  plain: string[];
  /** The row is the heading once more, or the row of numbers 1 2 3 under it. */
  repeats(row: readonly string[]): boolean;
}

type Rows = readonly (readonly string[])[];

interface Finding<C extends string> {
  patterns: Record<C, string>;
  isEnough(at: Partial<Record<C, number>>, plain: readonly string[]): boolean;
  /** Of two rows the lower one may be read alone: «Часы в неделю» under «Нагрузка». */
  lowerAlone?: boolean;
}

/** So many rows may stand above the table. */
const mostHeadRows = 30;

/**
 * The first row that has what is needed, whatever stands above it, or two of which the lower divides what the upper names
 * (merged cells); `patterns` are tried in their order, each on one column.
 */
export function findHeadings<C extends string>(
  rows: Rows,
  { patterns, isEnough, lowerAlone = false }: Finding<C>,
): Headings<C> | undefined {
  for (const row of rows.slice(0, mostHeadRows).keys()) {
    const found = readingsAt(rows, row, lowerAlone)
      .map(reading => ({ ...reading, at: columnsOf(reading.plain, patterns) }))
      .filter(({ at, plain }) => isEnough(at, plain));
    // The reading that finds most; where two rows say no more than one, the second is no heading.
    const [best] = found.toSorted((one, other) => Object.keys(other.at).length - Object.keys(one.at).length);
    if (!best) continue;
    const heading = rows[best.row]!.join('\n');
    return { ...best, repeats: other => other.join('\n') === heading || isNumbering(other) };
  }
  return undefined;
}

/** Lower-case words with one space between them, yo as ye, without punctuation. */
export function plainText(text: string): string {
  return withoutYo(text.toLowerCase().normalize('NFC'))
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();
}

type Reading = Pick<Headings<string>, 'row' | 'texts' | 'plain'>;

/** The row as headings by itself, and where the next one divides it the two together. */
function readingsAt(rows: Rows, row: number, lowerAlone: boolean): Reading[] {
  const [upper, lower] = [Array.from(rows[row]!, cell => cell ?? ''), rows[row + 1] ?? []];
  const alone = { row, texts: upper, plain: upper.map(plainText) };
  if (!divides(upper, lower)) return [alone];
  const width = Math.max(upper.length, lower.length);
  const texts = Array.from({ length: width }, (_, at) => lower[at] || upper[at] || '');
  const both = texts.map((text, at) => (lower[at] ? `${groupOf(upper, lower, at)} ${text}` : text));
  const below = { row: row + 1, texts };
  const together = { ...below, plain: both.map(plainText) };
  return lowerAlone ? [alone, together, { ...below, plain: texts.map(plainText) }] : [alone, together];
}

/** The lower row's words stand under merged cells only, and some of them under nothing of their own. */
function divides(upper: readonly string[], lower: readonly string[]): boolean {
  if (upper.filter(cell => cell !== '').length < 2) return false;
  const under = [...lower.keys()].filter(at => lower[at]);
  return (
    under.some(at => !upper[at]) &&
    under.every(at => /^\p{L}[^\d]{0,60}$/u.test(lower[at]!) && (!upper[at] || (!upper[at + 1] && lower[at + 1])))
  );
}

/** What the merged cell above a word says. */
function groupOf(upper: readonly string[], lower: readonly string[], at: number): string {
  const begin = upper.findLastIndex((cell, index) => index <= at && cell !== '');
  return begin >= 0 && lower[begin] ? upper[begin]! : '';
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
