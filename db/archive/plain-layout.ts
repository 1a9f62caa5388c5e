import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { to as copyTo } from 'pg-copy-streams';
import { CopyMeasure } from './copy-stream.ts';
import type { Layout } from './layout.ts';
import { copyOut } from './tables.ts';

/** The text of COPY, compressed: for this program alone, quick, of any size. */
export const plainLayout: Layout = {
  write: async (table, { client, zip, withheld }) => {
    const measure = new CopyMeasure();
    const packed = createZstdCompress();
    await Promise.all([
      pipeline(client.query(copyTo(copyOut(table, withheld))), measure, packed),
      zip.add(entryOf(table.name), packed, { compress: false }),
    ]);
    return { rows: measure.rows, sha256: measure.sha256() };
  },
  read: async (table, entries) => {
    const packed = await entries.open(entryOf(table.name));
    const rows = createZstdDecompress();
    packed.on('error', error => rows.destroy(error));
    return packed.pipe(rows);
  },
};

function entryOf(table: string): string {
  return `tables/${table}.tsv.zst`;
}
