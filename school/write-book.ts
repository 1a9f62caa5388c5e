import { writeXlsx } from 'hucre/xlsx';

/** A sheet to be written: columns by name, rows of texts and numbers; a day stands as the text it is read by. */
export interface SheetToWrite {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** An XLSX book with bold heads that stay in sight. Numbers stay numbers; no text is ever taken for a formula. */
export async function writeBook(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const written = sheets.map(({ name, columns, rows }) => ({
    name,
    rows: [
      columns.map(harmless),
      ...rows.map(row => row.map(cell => (typeof cell === 'string' ? harmless(cell) : cell))),
    ],
    columns: columns.map(() => ({ autoWidth: true })),
    freezePane: { rows: 1 },
    cells: new Map(columns.map((column, at) => [`0,${at}`, { value: harmless(column), style: bold }])),
  }));
  return Buffer.from(await writeXlsx({ sheets: written }));
}

const bold = { font: { bold: true } };

/** What a person typed may begin like a formula; in a spreadsheet it must stay a word. */
export function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
