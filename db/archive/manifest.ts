import type { ColumnShape } from './tables.ts';

/** What stands in an archive's `manifest.json`. */
export interface Manifest {
  /** Of this description. */
  format: number;
  /** A backup is for this program alone; an export can be opened by people too, and holds no secrets. */
  kind: ArchiveKind;
  /** The program that made it. */
  program: string;
  madeAt: string;
  /** Every migration its tables had, in order. */
  migrations: string[];
  tables: ArchivedTable[];
  sequences: SequenceState[];
}

export type ArchiveKind = 'backup' | 'export';

export interface ArchivedTable {
  name: string;
  columns: ColumnShape[];
  key: string[];
  rows: number;
  /** Of the rows as COPY writes them, in the order of the key. */
  sha256: string;
}

export interface SequenceState {
  name: string;
  /** As text: it may be larger than a number holds exactly. */
  last: string;
  called: boolean;
}

export const manifestEntry = 'manifest.json';
export const manifestFormat = 1;

/** How many rows there are in all. */
export function rowsIn({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
