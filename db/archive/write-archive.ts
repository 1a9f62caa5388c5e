import { Readable } from 'node:stream';
import type pg from 'pg';
import type { Connection } from '../connection.ts';
import { BadArchive } from './bad-archive.ts';
import { layouts } from './layout.ts';
import { type ArchivedTable, type ArchiveKind, type Manifest, manifestEntry, manifestFormat } from './manifest.ts';
import { secrets } from './secrets.ts';
import { inSnapshot } from './session.ts';
import { ledger, nothingWithheld, quoted, type TableShape, tablesOf } from './tables.ts';
import { writeZip, type ZipWriter } from './zip-writer.ts';

/** How far a long work has come: so many tables of all. */
export interface Progress {
  table: string;
  done: number;
  of: number;
  rows: number;
}

export interface ArchiveOptions {
  kind: ArchiveKind;
  /** The program's own version. */
  program: string;
  at: Date;
  progress?: (progress: Progress) => void;
  /** Breaks the work off. */
  signal?: AbortSignal;
  /** More files for people, made when everything else is known. */
  papers?: (manifest: Manifest) => Promise<{ name: string; content: Buffer }[]>;
}

export interface MadeArchive {
  bytes: number;
  manifest: Manifest;
}

/**
 * Writes the whole school into one file while people work: one snapshot, a COPY per table, checksums, the files of documents
 * among the rest. The file has its name only when it is whole and on the disk. Refusal: another archive is being made.
 */
export async function writeArchive(
  connection: Connection,
  path: string,
  options: ArchiveOptions,
): Promise<MadeArchive> {
  return inSnapshot(connection, async client => {
    if (!(await takeTurn(client)))
      throw new BadArchive('busy', 'another archive of this school is being made at this moment.');
    const begun = await begin(client, options);
    let manifest = begun;
    const bytes = await writeZip(path, options, async zip => {
      const tables = await writeTables(begun.tables, { client, zip, options });
      manifest = { ...begun, tables, sequences: await sequencesOf(client) };
      const papers = (await options.papers?.(manifest)) ?? [];
      for (const { name, content } of papers) await zip.add(name, Readable.from([content]), { compress: true });
      const text = JSON.stringify(manifest, null, 1);
      await zip.add(manifestEntry, Readable.from([Buffer.from(text)]), { compress: true });
    });
    return { bytes, manifest };
  });
}

/** Whether this transaction may make an archive: two at once would only slow each other down. */
export async function takeTurn(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select pg_try_advisory_xact_lock(hashtext('zvonok archive')) as taken`);
  return rows[0].taken;
}

async function begin(
  client: pg.Client,
  { kind, program, at }: ArchiveOptions,
): Promise<Manifest & { tables: ArchivedTable[] }> {
  const tables = await tablesOf(client);
  if (tables.length === 0) throw new BadArchive('empty', 'there is no school in this database.');
  // Held to the end: no migration may change a table between the snapshot and its turn.
  await client.query(`lock table ${tables.map(({ name }) => quoted(name))} in access share mode`);
  const { rows } = await client.query<{ name: string }>(`select name from ${ledger} order by name`);
  return {
    ...{ format: manifestFormat, kind, program, madeAt: at.toISOString(), migrations: rows.map(({ name }) => name) },
    tables: tables.map(table => ({ ...table, rows: 0, sha256: '' })),
    sequences: [],
  };
}

async function writeTables(
  shapes: readonly TableShape[],
  { client, zip, options }: { client: pg.Client; zip: ZipWriter; options: ArchiveOptions },
): Promise<ArchivedTable[]> {
  const withheld = options.kind === 'export' ? secrets : nothingWithheld;
  const tables: ArchivedTable[] = [];
  for (const { name, columns, key } of shapes) {
    const measured = await layouts[options.kind].write({ name, columns, key }, { client, zip, withheld });
    tables.push({ name, columns, key, ...measured });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    options.progress?.({ table: name, done: tables.length, of: shapes.length, rows });
  }
  return tables;
}

/** Read after the tables: a sequence does not stand still with the snapshot, and must be no less than any row. */
async function sequencesOf(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and c.relname not like '${ledger}%' order by 1`);
  const states: Manifest['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query(`select last_value::text as last, is_called as called from ${quoted(name)}`);
    states.push({ name, ...state.rows[0] });
  }
  return states;
}
