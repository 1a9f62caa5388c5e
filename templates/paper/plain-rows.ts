import type { PaperDocument, TablePart } from './sheet.ts';

/** The sheets for programs: tables with numbers as numbers, everything else as the text people read. */
export function plainSheets({ sheets }: PaperDocument): PlainSheet[] {
  return sheets.map(({ title, lines, incomplete, parts }) => ({
    ...{ title, lines, incomplete },
    tables: parts.filter(part => part.kind === 'table').map(plainTable),
    plots: parts.filter(part => part.kind === 'plot').map(({ name, about, facts }) => ({ name, about, facts })),
    texts: parts.flatMap(part => {
      if (part.kind === 'text') return [part.text];
      if (part.kind === 'plot') return [part.about];
      return part.kind === 'list' ? [...(part.title ? [part.title] : []), ...part.items] : [];
    }),
  }));
}

export interface PlainSheet {
  title: string;
  lines: string[];
  incomplete: string;
  tables: PlainTable[];
  plots: { name: string; about: string; facts: object }[];
  texts: string[];
}

export interface PlainTable {
  caption: string;
  columns: { key: string; title: string; groups: string[]; kind: string }[];
  rows: { level: string; cells: Record<string, number | string | null> }[];
}

function plainTable({ caption, columns, rows }: TablePart): PlainTable {
  return {
    caption,
    columns: columns.map(({ key, title, groups, kind }) => ({ key, title, groups, kind })),
    rows: rows.map(({ level, cells }) => ({
      level,
      cells: Object.fromEntries(
        cells.flatMap((cell, at) => (cell ? [[columns[at]!.key, cell.number ?? (cell.text || null)]] : [])),
      ),
    })),
  };
}
