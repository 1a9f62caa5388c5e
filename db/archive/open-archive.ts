import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { BadArchive } from './bad-archive.ts';
import { CopyMeasure } from './copy-stream.ts';
import { type Entries, layouts } from './layout.ts';
import { type ArchivedTable, type Manifest, manifestEntry, manifestFormat } from './manifest.ts';
import { checkSeal } from './sealed-file.ts';
import type { Progress } from './write-archive.ts';

/** An archive whose seal fits. */
export interface Archive {
  manifest: Manifest;
  /** The rows of a table as the text of COPY. */
  rowsOf(table: ArchivedTable): Promise<Readable>;
}

/** Reads an archive, after its seal has been checked. Refusals: no archive, a damaged one, one of a newer program. */
export async function inArchive<T>(path: string, work: (archive: Archive) => Promise<T>): Promise<T> {
  await checkSeal(path);
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    const entries = await entriesOf(zip);
    const manifest = await readManifest(entries);
    return await work({ manifest, rowsOf: table => layouts[manifest.kind].read(table, entries) });
  } finally {
    zip.close();
  }
}

/** What the archive says of itself; its seal is checked, its tables are not read. */
export function manifestOf(path: string): Promise<Manifest> {
  return inArchive(path, async ({ manifest }) => manifest);
}

/** Reads every table and holds its rows against their checksum; refuses at the first that does not fit. */
export async function checkArchive(archive: Archive, progress: (progress: Progress) => void = () => {}): Promise<void> {
  const { tables } = archive.manifest;
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    const measure = new CopyMeasure();
    await pipeline(await archive.rowsOf(table), measure, nowhere());
    if (measure.rows !== table.rows || measure.sha256() !== table.sha256)
      throw new BadArchive(
        'checksum',
        `the rows of ${table.name} are not those that were written: nothing was changed.`,
      );
    rows += measure.rows;
    progress({ table: table.name, done: index + 1, of: tables.length, rows });
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

async function entriesOf(zip: ZipFile): Promise<Entries> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return {
    names: [...entries.keys()],
    open: async name => {
      const entry = entries.get(name);
      if (!entry) throw new BadArchive('incomplete', `the archive has no ${name}.`);
      return zip.openReadStreamPromise(entry);
    },
  };
}

async function readManifest(entries: Entries): Promise<Manifest> {
  const manifest = (await json(await entries.open(manifestEntry))) as Manifest;
  if (manifest.format > manifestFormat)
    throw new BadArchive(
      'newer',
      `the archive was made by a newer program (${manifest.program}): update this one first.`,
    );
  return manifest;
}
