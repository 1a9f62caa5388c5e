import type { PaperDocument, TablePart } from '#templates/paper/sheet.ts';

/** The tables of a document, sheet after sheet. */
export function tablesOf(document: PaperDocument): TablePart[] {
  return document.sheets.flatMap(({ parts }) => parts.filter(part => part.kind === 'table'));
}

/** The rows of its table (the first, or another) as one reads them: «5Б | Иванова Наталья Петровна | 22»; a spanned place is left out. */
export function linesOf(document: PaperDocument, at = 0): string[] {
  return tablesOf(document)[at]!.rows.map(({ cells }) =>
    cells
      .filter(cell => cell !== null)
      .map(({ text }) => text)
      .join(' | ')
      .replaceAll('\u00a0', ' '),
  );
}

/** The rows of its table by the keys of the columns: a number as it is shown, null for «—» and an empty place; `label` is the first text. */
export function numbersOf(document: PaperDocument, at = 0): (Record<string, number | null> & { label: string })[] {
  const { columns, rows } = tablesOf(document)[at] ?? { columns: [], rows: [] };
  return rows.map(({ cells }) => {
    const label = cells.find(cell => cell?.text && cell.number === undefined)?.text ?? '';
    const numbers = columns.map(({ key }, place) => [key, cells[place]?.number ?? null] as const);
    return { ...Object.fromEntries(numbers), label: label.replaceAll('\u00a0', ' ') } as never;
  });
}

/** Subtotals whose whole numbers are not the sum of the rows they stand for: none when a report adds up. */
export function wrongSums(document: PaperDocument): string[] {
  return tablesOf(document).flatMap(({ rows, columns }) =>
    rows.flatMap((row, at) =>
      row.over === undefined
        ? []
        : columns.flatMap((column, place) => {
            const cell = row.cells[place];
            if (cell?.number === undefined || cell.kind !== 'integer' || cell.apart) return [];
            const summed = rows.slice(at - row.over!, at).filter(({ over }) => over === undefined);
            const sum = summed.reduce((total, one) => total + (one.cells[place]?.number ?? 0), 0);
            return sum === cell.number ? [] : [`${row.cells[0]?.text}, ${column.title}: ${cell.number}, not ${sum}`];
          }),
    ),
  );
}
