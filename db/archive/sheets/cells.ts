import { BadArchive } from '../bad-archive.ts';

export type Cell = string | number | boolean | null;

/** A spreadsheet holds 32 767 characters in a cell; longer texts lie beside it. */
const longest = 32_000;

/** A text with this sign names a file of the archive that holds the value. */
const asideSign = '→';

/**
 * Texts that a spreadsheet would take for a formula or could lose get an apostrophe in front, and so do those that begin with
 * one or with the sign of a file: taking one off gives back exactly what was there.
 */
const guarded = /^(?:[=+\-@'→\t\r\n]|\s|$)/;

/** What a spreadsheet cannot hold as it is: characters that XML has no place for, carriage returns, and its own escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
const unholdable = /[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[\da-f]{4}_/i;

/** The cell of a value as COPY writes it; nothing when it has to lie in a file beside. */
export function cellOf(value: string | null, type: string): Cell | undefined {
  if (value === null) return null;
  if (type === 'bytea' || value.length > longest || unholdable.test(value)) return undefined;
  if (type === 'boolean') return value === 't';
  if (
    /^(integer|smallint|bigint)$/.test(type) &&
    String(Number(value)) === value &&
    Number.isSafeInteger(Number(value))
  )
    return Number(value);
  return guarded.test(value) ? `'${value}` : value;
}

/** The cell that names the file. */
export function asideCell(path: string): Cell {
  return asideSign + path;
}

/** The value of a cell; `aside` reads a file of the archive. */
export async function valueOfCell(
  cell: unknown,
  type: string,
  aside: (path: string) => Promise<Buffer>,
): Promise<string | null> {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string')
    throw new BadArchive('sheet', 'a cell of the archive holds something else than was written.');
  if (cell.startsWith("'")) return cell.slice(1);
  if (!cell.startsWith(asideSign)) return cell;
  const content = await aside(cell.slice(asideSign.length));
  return type === 'bytea' ? `\\x${content.toString('hex')}` : content.toString('utf8');
}
