import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { streamXlsxRows, writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BadArchive } from '../bad-archive.ts';
import { CopyMeasure } from '../copy-stream.ts';
import { type CopyRow, lineOfRow, rowsOfCopy } from '../copy-text.ts';
import type { Entries, Layout } from '../layout.ts';
import { copyOut, type TableShape, type Withheld } from '../tables.ts';
import type { ZipWriter } from '../zip-writer.ts';
import { asideCell, type Cell, cellOf, valueOfCell } from './cells.ts';

interface Writing {
  client: pg.Client;
  zip: ZipWriter;
  withheld: Withheld;
}

/** A spreadsheet per table, machine names in its first row, and everything a cell cannot hold as a file. */
export const sheetLayout: Layout = {
  write: async (table, writing) => {
    // Files first, one by one: they may be more than fits into the memory.
    if (table.columns.some(({ type }) => type === 'bytea')) await writeFiles(table, writing);
    const measure = new CopyMeasure();
    const text = writing.client.query(copyTo(copyOut(table, writing.withheld)));
    text.on('error', error => measure.destroy(error));
    const aside = new Map<string, string>();
    const book = writeXlsxStream(cellRows(table, rowsOfCopy(text.pipe(measure)), aside), {
      ...{ name: table.name.slice(0, 31), columns: table.columns.map(({ name }) => ({ header: name, width: 16 })) },
      freezePane: { rows: 1 },
    });
    await writing.zip.add(entryOf(table.name), Readable.fromWeb(book as never), { compress: false });
    for (const [path, value] of aside)
      await writing.zip.add(path, Readable.from([Buffer.from(value)]), { compress: true });
    return { rows: measure.rows, sha256: measure.sha256() };
  },

  read: async (table, entries) => Readable.from(linesOf(table, entries), { objectMode: false }),
};

async function writeFiles(table: TableShape, { client, zip, withheld }: Writing): Promise<void> {
  for await (const row of rowsOfCopy(client.query(copyTo(copyOut(table, withheld)))))
    for (const [index, { type }] of table.columns.entries()) {
      const value = row[index];
      if (type !== 'bytea' || typeof value !== 'string') continue;
      await zip.add(asidePath(table, row, index), Readable.from([Buffer.from(value.slice(2), 'hex')]), {
        compress: true,
      });
    }
}

async function* cellRows(
  table: TableShape,
  rows: AsyncIterable<CopyRow>,
  aside: Map<string, string>,
): AsyncGenerator<Cell[]> {
  for await (const row of rows)
    yield row.map((value, index) => {
      const { type } = table.columns[index]!;
      const cell = cellOf(value, type);
      if (cell !== undefined) return cell;
      const path = asidePath(table, row, index);
      if (type !== 'bytea') aside.set(path, value!);
      return asideCell(path);
    });
}

async function* linesOf(table: TableShape & { rows?: number }, entries: Entries): AsyncGenerator<Buffer> {
  const book = await buffer(await entries.open(entryOf(table.name)));
  const aside = async (path: string) => buffer(await entries.open(path));
  const sheets = Math.max(1, Math.ceil((table.rows ?? 0) / (XLSX_MAX_ROWS_PER_SHEET - 1)));
  for (let sheet = 0; sheet < sheets; sheet++) {
    let header = true;
    for await (const { values } of streamXlsxRows(book, { sheet })) {
      if (header) mustName(table, values);
      else
        yield Buffer.from(
          lineOfRow(await Promise.all(table.columns.map(({ type }, at) => valueOfCell(values[at], type, aside)))),
        );
      header = false;
    }
  }
}

function mustName({ name, columns }: TableShape, header: readonly unknown[]): void {
  if (columns.some((column, index) => header[index] !== column.name))
    throw new BadArchive('sheet', `the first row of ${name} names other columns than were written.`);
}

function entryOf(table: string): string {
  return `tables/${table}.xlsx`;
}

/** «files/stored_file/12-Приказ.pdf»; of a value without a name of its own, its column's. */
function asidePath(table: TableShape, row: CopyRow, index: number): string {
  const { name: column, type } = table.columns[index]!;
  const at = (name: string) => row[table.columns.findIndex(one => one.name === name)];
  const key = table.key.map(at).join('-');
  const named = type === 'bytea' ? at('name') : undefined;
  const folder = type === 'bytea' ? 'files' : 'texts';
  return `${folder}/${table.name}/${harmless(`${key}-${named ?? `${column}.txt`}`)}`;
}

/** A name that every system can keep. */
function harmless(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
  const plain = name.replace(/[\\/:*?"<>|\x00-\x1f]/g, '_').replace(/[. ]+$/, '');
  return plain.length <= 120 ? plain : plain.slice(0, 100) + plain.slice(-20);
}
