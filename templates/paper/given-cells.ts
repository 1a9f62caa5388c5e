import type { ColumnKind, PaperCell, PaperColumn } from './sheet.ts';

/**
 * A cell as a report's query gives it: a number in the units of its column, a text, `null` for «—», nothing for an empty
 * place; or one of these with more to say. A `word` is a code that the template words from the cell's other facts.
 */
export interface GivenCell {
  value?: number | string | null;
  word?: string;
  kind?: ColumnKind;
  formula?: string;
  columns?: number;
  rows?: number;
  strong?: boolean;
  apart?: boolean;
  /** What stands here instead in what leaves the site: the value says what is health. */
  told?: string;
  [fact: string]: unknown;
}

export type Given = number | string | null | undefined | GivenCell;
export type Wording = (word: string, facts: object) => string;

const decimalsOf: Record<ColumnKind, 0 | 1 | 2> = { text: 0, integer: 0, mark: 0, tenths: 1, hundredths: 2 };
const dash = '—';

/** Words a given cell for its column; `rowKind` is the kind of all numbers of its row, where the row has one. */
export function wordCell(
  given: Given,
  column: PaperColumn,
  { rowKind, wordOf }: { rowKind?: ColumnKind | undefined; wordOf: Wording },
): PaperCell {
  const cell: GivenCell = typeof given === 'object' && given !== null ? given : { value: given as number };
  const kind = cell.kind ?? (column.kind === 'text' ? 'text' : (rowKind ?? column.kind));
  const decimals = decimalsOf[kind];
  const { value } = cell;
  const number = typeof value === 'number' ? value / 10 ** decimals : undefined;
  const formula =
    cell.formula ?? (number === undefined || (rowKind && rowKind !== column.kind) ? undefined : column.formula);
  return {
    text: textOf(cell, decimals, wordOf),
    ...(number === undefined ? {} : { number }),
    ...{ decimals, kind, columns: cell.columns ?? 1, rows: cell.rows ?? 1, strong: cell.strong ?? false },
    ...(formula === undefined ? {} : { formula }),
    ...(cell.apart ? { apart: true as const } : {}),
  };
}

function textOf(cell: GivenCell, decimals: number, wordOf: Wording): string {
  if (cell.word !== undefined) return wordOf(cell.word, cell);
  if (cell.value === null) return dash;
  if (typeof cell.value === 'number') return decimal(cell.value, decimals);
  return cell.value ?? '';
}

/** 444 with two decimals: «4,44». */
export function decimal(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const sign = value < 0 ? '\u2212' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)},${digits.slice(-decimals)}`;
}
