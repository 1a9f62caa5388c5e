import type { Readable } from 'node:stream';
import type pg from 'pg';
import type { ArchiveKind } from './manifest.ts';
import { plainLayout } from './plain-layout.ts';
import { sheetLayout } from './sheets/sheet-layout.ts';
import type { TableShape, Withheld } from './tables.ts';
import type { ZipWriter } from './zip-writer.ts';

/** How the rows of a table lie in an archive. Both ways give the same text, byte by byte, as COPY has written. */
export interface Layout {
  /** Writes a table as the snapshot has it. */
  write(table: TableShape, options: { client: pg.Client; zip: ZipWriter; withheld: Withheld }): Promise<Measured>;
  /** The rows as the text of COPY. */
  read(table: TableShape, entries: Entries): Promise<Readable>;
}

export interface Measured {
  rows: number;
  sha256: string;
}

/** The files of a ZIP, by name. */
export interface Entries {
  names: readonly string[];
  /** Refuses a file that is not there. */
  open(name: string): Promise<Readable>;
}

export const layouts: Record<ArchiveKind, Layout> = { backup: plainLayout, export: sheetLayout };
