import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionFromUrl } from '#db/connection.ts';
import { openOrm } from '#db/orm.ts';

// Writes the next migration from what the entities have and the snapshot has not. Read it before you commit it.
const orm = openOrm(connectionFromUrl(process.env.DATABASE_URL ?? 'postgres:///zvonok?host=/tmp'));
const { fileName } = await orm.migrator.create(undefined, false, false, process.argv[2]);
console.log(fileName || 'The entities have changed nothing.');
if (fileName) forwardOnly(join(import.meta.dirname, '../db/migrations', fileName));
await orm.close();

/** Migrations only go forward: what the generator writes for the way back is taken out. */
function forwardOnly(path: string): void {
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.replace(/\n+ {2}override down\(\)[\s\S]*?\n {2}\}\n(?=\s*\})/, '\n'));
}
