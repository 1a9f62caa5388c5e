import type { PaperColumn } from './sheet.ts';

/** A cell of a table's head: over which columns it stands, and how many rows of the head it takes. */
export interface HeadCell {
  title: string;
  from: number;
  columns: number;
  rows: number;
  /** The column whose own title it is; nothing for a title of several. */
  column?: PaperColumn;
}

/** The head of a table row by row: titles of groups over those of their columns, which reach down to the last row. */
export function headRows(columns: readonly PaperColumn[]): HeadCell[][] {
  const depth = Math.max(0, ...columns.map(({ groups }) => groups.length));
  const rows: HeadCell[][] = Array.from({ length: depth + 1 }, () => []);
  columns.forEach((column, from) => {
    column.groups.forEach((title, level) => {
      const before = rows[level]!.at(-1);
      const goesOn = before && before.from + before.columns === from && isOneGroup(columns[from - 1]!, column, level);
      if (goesOn) before.columns++;
      else rows[level]!.push({ title, from, columns: 1, rows: 1 });
    });
    const level = column.groups.length;
    rows[level]!.push({ title: column.title, from, columns: 1, rows: depth + 1 - level, column });
  });
  return rows;
}

function isOneGroup(left: PaperColumn, right: PaperColumn, level: number): boolean {
  return right.groups.slice(0, level + 1).every((title, at) => left.groups[at] === title);
}
