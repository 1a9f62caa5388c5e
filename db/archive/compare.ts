import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Connection } from '../connection.ts';
import { BadArchive } from './bad-archive.ts';
import { CopyMeasure } from './copy-stream.ts';
import type { Manifest } from './manifest.ts';
import { secrets } from './secrets.ts';
import { inSnapshot } from './session.ts';
import { copyOut, ledger, nothingWithheld, tablesOf } from './tables.ts';
import type { Progress } from './write-archive.ts';

/** A table that is not the same in the archive and in the database. */
export interface Difference {
  table: string;
  /** How many rows here and there; nothing where there is no such table. */
  archived: number | undefined;
  found: number | undefined;
}

/** Proves that the database holds exactly what the archive holds, row by row; gives the tables that differ. */
export function compareWithDatabase(
  connection: Connection,
  manifest: Manifest,
  progress: (progress: Progress) => void = () => {},
): Promise<Difference[]> {
  return inSnapshot(connection, async client => {
    await sameVersion(client, manifest);
    return differences(client, manifest, progress);
  });
}

/** The same inside of a transaction that is on its way. */
export async function differences(
  client: pg.Client,
  { kind, tables }: Manifest,
  progress: (progress: Progress) => void = () => {},
): Promise<Difference[]> {
  const withheld = kind === 'export' ? secrets : nothingWithheld;
  const found = new Set((await tablesOf(client)).map(({ name }) => name));
  const differing: Difference[] = [];
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    const { name, rows: archived, sha256 } = table;
    if (!found.delete(name)) {
      differing.push({ table: name, archived, found: undefined });
      continue;
    }
    const measure = new CopyMeasure();
    const swallow = new Writable({ write: (_chunk, _encoding, done) => done() });
    await pipeline(client.query(copyTo(copyOut(table, withheld))), measure, swallow);
    if (measure.sha256() !== sha256) differing.push({ table: name, archived, found: measure.rows });
    rows += measure.rows;
    progress({ table: name, done: index + 1, of: tables.length, rows });
  }
  return [...differing, ...[...found].map(table => ({ table, archived: undefined, found: 0 }))];
}

async function sameVersion(client: pg.Client, { migrations }: Manifest): Promise<void> {
  const { rows } = await client.query(`select to_regclass('public.${ledger}') is not null as there`);
  if (!rows[0].there) throw new BadArchive('empty', 'there is no school in this database.');
  const ran = await client.query<{ name: string }>(`select name from ${ledger} order by name`);
  const here = ran.rows.map(({ name }) => name);
  if (here.join() === migrations.join()) return;
  throw new BadArchive(
    'version',
    `the archive is of version ${migrations.at(-1)}, the database of ${here.at(-1)}: rows can be compared only in the same version.`,
  );
}
