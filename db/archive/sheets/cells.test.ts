import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type CopyRow, lineOfRow, rowsOfCopy } from '../copy-text.ts';
import { asideCell, type Cell, cellOf, valueOfCell } from './cells.ts';

/** Through a real workbook and back; what has to lie beside lies in a map. */
async function throughBook(values: (string | null)[], type = 'text'): Promise<(string | null)[]> {
  const beside = new Map<string, string>();
  const rows = values.map((value, index): Cell[] => {
    const cell = cellOf(value, type);
    if (cell !== undefined) return [index, cell];
    beside.set(String(index), value!);
    return [index, asideCell(String(index))];
  });
  const book = await buffer(Readable.fromWeb(writeXlsxStream(rows, { name: 'values' }) as never));
  const back: (string | null)[] = [];
  for await (const { values: cells } of streamXlsxRows(book))
    back.push(await valueOfCell(cells[1], type, async path => Buffer.from(beside.get(path)!)));
  return back;
}

describe('a cell', () => {
  it('of a text that looks like a formula is no formula, and gives it back exactly', async () => {
    for (const text of [
      '=HYPERLINK("http://evil")',
      '+7 900',
      '-5',
      '@SUM(A1)',
      "'",
      "'=1",
      '→files/x',
      '\t=1',
      '\n=1',
      '',
    ]) {
      expect(cellOf(text, 'text')).toBe(`'${text}`);
      expect(await throughBook([text])).toEqual([text]);
    }
  });

  it('holds numbers as numbers where they are exact, and truth as truth', () => {
    expect(cellOf('12', 'integer')).toBe(12);
    expect(cellOf('-3', 'smallint')).toBe(-3);
    expect(cellOf('9007199254740993', 'bigint')).toBe('9007199254740993');
    expect([cellOf('t', 'boolean'), cellOf('f', 'boolean')]).toEqual([true, false]);
    expect(cellOf(null, 'text')).toBe(null);
    expect(cellOf('2026-11-24', 'date')).toBe('2026-11-24');
  });

  it('leaves to a file what it cannot hold', () => {
    for (const text of ['x'.repeat(32_001), 'bell \u0007', 'two\r\nlines', '_x000D_'])
      expect(cellOf(text, 'text')).toBe(undefined);
    expect(cellOf('\\x25504446', 'bytea')).toBe(undefined);
    expect(cellOf('x'.repeat(32_000), 'text')).toHaveLength(32_000);
  });

  it('brings back whatever text there is, letter by letter', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }).filter(one => !one.includes('\0')),
      fc.string({ unit: fc.constantFrom(...' \t\n\r=+-@\'→_x0D&<>"«»ёЁ\u00a0\ufeff\u2028😀'.match(/./gsu)!) }),
      fc.constantFrom('true', 'FALSE', '1e5', '007', '2026-11-24', '12:30', '{"a": "\\"b"}', '{1,2}', ' x ', 'a\n\nb'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text), { minLength: 1, maxLength: 40 }), async values => {
        expect(await throughBook(values)).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the text of COPY', () => {
  it('is read and written as PostgreSQL does, in pieces of any size', async () => {
    const value = fc.option(fc.string({ unit: fc.constantFrom(...'\\\b\f\n\r\t\vN.aё😀'.match(/./gsu)!) }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: 2, maxLength: 3 })),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const text = Buffer.from(rows.map(lineOfRow).join(''));
          const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
            text.subarray(at * size, (at + 1) * size),
          );
          const back: CopyRow[] = [];
          for await (const row of rowsOfCopy(Readable.from(pieces))) back.push(row);
          expect(back).toEqual(rows);
        },
      ),
    );
    expect(lineOfRow(['a\\b', null, 'c\td', ''])).toBe('a\\\\b\t\\N\tc\\td\t\n');
  });
});
