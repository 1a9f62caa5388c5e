/**
 * A row of a report: cells by the keys of the template's columns. A cell is a number in the units of its column (tenths and
 * hundredths as integers), a text, `null` where there is nothing to reckon from («—»), left out where the place is empty.
 */
export interface ReportRow {
  level?: 'row' | 'subtotal' | 'total';
  cells: Record<string, Cell>;
  /** Sums up so many rows before it, subtotals among them left out: the spreadsheet keeps the sum alive. */
  over?: number;
  /** Belongs to the row before it (a student's second row): a page does not end between them. */
  joined?: boolean;
  /** Says what is health: left out of what leaves the site. */
  health?: boolean;
  /** Of all numbers of this row, where it is not that of their columns. */
  kind?: 'integer' | 'tenths' | 'hundredths' | 'mark';
}

export type Cell = number | string | null | undefined | RichCell;

export interface RichCell {
  value?: number | string | null;
  /** A code that the template words, with the cell's other facts: `{{#word "parallel"}}{{grade}}-е классы{{/word}}`. */
  word?: string;
  kind?: 'text' | 'integer' | 'tenths' | 'hundredths' | 'mark';
  /** Of column keys, as the spreadsheet reckons it: `total/classes`. */
  formula?: string;
  /** How many columns and rows it takes; a spanned place is left out of its row. */
  columns?: number;
  rows?: number;
  /** In a subtotal: no sum of the rows over it (a move between classes counts for them, not for the school). */
  apart?: boolean;
  /** What stands here instead in what leaves the site: the value says what is health. */
  told?: string;
  /** Stands out. */
  strong?: boolean;
  [fact: string]: unknown;
}
