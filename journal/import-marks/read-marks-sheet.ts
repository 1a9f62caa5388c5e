import { invalid } from '#school/refusal.ts';
import { type HeadDate, headDates, type YearOfSheet } from './head-dates.ts';
import words from './import-words.json' with { type: 'json' };

/** A column of marks, as other e-journals export them: its place in the file, its day, the lesson of the day if it was said. */
export interface MarksColumn extends HeadDate {
  /** Counted from 0. */
  at: number;
}

/** A student's line: its row in the file and the texts of its cells by column. */
export interface MarksRow {
  row: number;
  name: string;
  cells: Map<number, string>;
}

export interface MarksSheet {
  columns: MarksColumn[];
  rows: MarksRow[];
  /** Headed columns that hold no lesson: means, totals. */
  ignored: { at: number; text: string }[];
}

/** So many rows may stand above the table. */
const mostHeadRows = 30;

/**
 * Reads a table of marks: names down, dates across, anything above it. Dates stand in one row, or as months over days.
 * Refusals under `file`: no row of dates, no column of names, nobody under it.
 */
export function readMarksSheet(rows: readonly (readonly string[])[], year: YearOfSheet): MarksSheet {
  const head = findHead(rows, year);
  if (!head) invalid('import/no-dates', 'file');
  const columns = [...head.dates].map(([at, date]) => ({ at, ...date }));
  const firstDate = Math.min(...columns.map(({ at }) => at));
  const nameColumns = findNames(rows, { row: head.row, before: firstDate });
  if (nameColumns.length === 0) invalid('import/no-names', 'file');
  const read = rows.slice(head.row + 1).flatMap((cells, index) => {
    const name = nameColumns
      .map(at => cells[at] ?? '')
      .join(' ')
      .trim();
    const texts = new Map(columns.flatMap(({ at }) => textIn(cells[at]).map(text => [at, text] as const)));
    if (name === '' ? texts.size === 0 : totals.test(name) || isHeadAgain(cells, rows[head.row]!)) return [];
    return [{ row: head.row + index + 2, name, cells: texts }];
  });
  if (read.length === 0) invalid('import/no-students', 'file');
  return { columns, rows: read, ignored: ignoredColumns(rows[head.row]!, { columns, nameColumns }) };
}

const totals = new RegExp(words.totals, 'i');
const names = new RegExp(words.names, 'i');
const others = [new RegExp(words.given, 'i'), new RegExp(words.patronymic, 'i')];

/** The first row with two dates or more; a table of one lesson needs a heading of names beside its date. */
function findHead(rows: readonly (readonly string[])[], year: YearOfSheet) {
  const heads = [...rows.keys()].slice(0, mostHeadRows).map(row => ({ row, dates: headDates(rows, { row, year }) }));
  return (
    heads.find(({ dates }) => dates.size > 1) ??
    heads.find(({ row, dates }) => dates.size === 1 && rows[row]!.some(cell => names.test(cell)))
  );
}

/** One column of whole names, or family, given name and patronymic in columns of their own. */
function findNames(rows: readonly (readonly string[])[], { row, before }: { row: number; before: number }): number[] {
  const heads = rows.slice(Math.max(0, row - 1), row + 1);
  const headed = (pattern: RegExp, from = 0) =>
    Array.from({ length: before - from }, (_, index) => from + index).find(at =>
      heads.some(head => pattern.test(head[at] ?? '')),
    );
  const first = headed(names) ?? wordyColumn(rows.slice(row + 1), before);
  if (first === undefined) return [];
  return [first, ...others.flatMap(pattern => headed(pattern, first + 1) ?? [])];
}

/** Without a heading: the first column of words. */
function wordyColumn(rows: readonly (readonly string[])[], before: number): number | undefined {
  const isWordy = (at: number) => rows.filter(cells => /\p{L}{2}/u.test(cells[at] ?? '')).length > rows.length / 2;
  return Array.from({ length: before }, (_, at) => at).find(isWordy);
}

function textIn(cell: string | undefined): string[] {
  const text = cell?.trim() ?? '';
  return text === '' || words.nothing.includes(text) ? [] : [text];
}

function isHeadAgain(cells: readonly string[], head: readonly string[]): boolean {
  return cells.join('\n') === head.join('\n');
}

function ignoredColumns(
  head: readonly string[],
  { columns, nameColumns }: { columns: readonly MarksColumn[]; nameColumns: readonly number[] },
): MarksSheet['ignored'] {
  const used = new Set([...columns.map(({ at }) => at), ...nameColumns]);
  const after = Math.max(...nameColumns);
  return [...head.entries()].flatMap(([at, text]) =>
    at > after && !used.has(at) && text !== '' ? [{ at, text }] : [],
  );
}

/** The letter of a column, as spreadsheets name it: A, B … AA. */
export function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter;
}
