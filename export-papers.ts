import { writeXlsx } from 'hucre/xlsx';
import { type Manifest, rowsIn } from '#db/archive/manifest.ts';
import { tableNames } from '#templates/export/table-names.ts';
import type { Press } from '#templates/press.ts';

/** What people find first in an export: a sheet that says in Russian what lies where. */
export async function exportPapers(press: Press, manifest: Manifest): Promise<{ name: string; content: Buffer }[]> {
  const { subject, text } = press.letter('export/contents', {
    ...{ madeAt: manifest.madeAt, program: manifest.program, rows: rowsIn(manifest) },
    tables: manifest.tables.map(({ name, rows }) => ({
      file: `tables/${name}.xlsx`,
      what: tableNames.get(name) ?? name,
      rows,
    })),
  });
  const rows = [subject, ...text.split('\n')].map(line =>
    line.split('\t').map(cell => (/^\d+$/.test(cell) ? Number(cell) : cell)),
  );
  const book = await writeXlsx({
    sheets: [{ name: 'contents', rows, columns: [{ width: 34 }, { width: 52 }, { width: 12 }] }],
  });
  return [{ name: '0-contents.xlsx', content: Buffer.from(book) }];
}
