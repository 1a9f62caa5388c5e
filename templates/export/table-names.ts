import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What people call each table, by its name in the database. */
export const tableNames: ReadonlyMap<string, string> = new Map(
  readFileSync(join(import.meta.dirname, 'tables.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t') as [string, string]),
);
