import { join, resolve } from 'node:path';
import { readConfig } from '#config.ts';
import { archiveName } from '#db/archive/archive-name.ts';
import { BadArchive } from '#db/archive/bad-archive.ts';
import { compareWithDatabase, type Difference } from '#db/archive/compare.ts';
import { type Manifest, rowsIn } from '#db/archive/manifest.ts';
import { type Archive, checkArchive, inArchive } from '#db/archive/open-archive.ts';
import { mayRestoreInto, type RestoreStep, restoreArchive } from '#db/archive/restore.ts';
import { writeArchive } from '#db/archive/write-archive.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { version } from '../version.ts';
import { readWords, runCommand, tellProgress, timeZoneOf } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';

// Brings a school back from its archive, a backup or an export; or only looks whether the archive is whole, or the same as the database.
const usage = 'usage: npm run restore -- FILE.zip [--replace | --verify | --compare]';
const progress = tellProgress(say);
const steps: Record<RestoreStep, string> = {
  checking: 'checking every row of the archive',
  copying: 'putting the rows into the database',
  comparing: 'comparing them with the archive',
  migrating: 'bringing the tables to this version',
};

await runCommand('restore', async () => {
  const config = readConfig(process.env);
  const { values, positionals } = readWords(usage, {
    replace: { type: 'boolean', default: false },
    verify: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0 || [values.replace, values.verify, values.compare].filter(Boolean).length > 1)
    throw cannotStart(`name one archive and at most one of the ways. ${usage}`);

  await inArchive(resolve(file), async archive => {
    say(`${archive.manifest.kind} of ${archive.manifest.madeAt}, program ${archive.manifest.program}`);
    if (values.verify) return verify(archive);
    if (values.compare) return onItsDatabase(config, connection => compare(connection, archive.manifest), { log: say });
    const backupDir = values.replace ? config.backupDir : undefined;
    await onItsDatabase(config, connection => restore(connection, archive, backupDir), { log: say, make: true });
  });
});

async function verify(archive: Archive): Promise<void> {
  await checkArchive(archive, progress);
  say(`the archive is whole: ${amount(archive.manifest)}`);
}

async function compare(connection: Connection, manifest: Manifest): Promise<void> {
  const found = await compareWithDatabase(connection, manifest, progress);
  for (const difference of found) say(lineOf(difference));
  if (found.length > 0)
    throw new BadArchive('differs', `the database is not what the archive holds: ${found.length} tables differ.`);
  say(`the database and the archive are equal: ${amount(manifest)}`);
}

async function restore(connection: Connection, archive: Archive, backupDir: string | undefined): Promise<void> {
  if (backupDir) {
    await mayRestoreInto(connection, { replace: true });
    await keepWhatStands(connection, backupDir);
  }
  const step = (name: RestoreStep) => say(steps[name]);
  const migrated = await restoreArchive(connection, archive, { replace: backupDir !== undefined, step, progress });
  if (migrated > 0) say(`the tables are brought to this version (${migrated} new)`);
  say(`the school is back, equal to the archive: ${amount(archive.manifest)}`);
  if (archive.manifest.kind === 'export')
    say(
      'an export holds no passwords: `npm run first-password -- LOGIN` lets the registrar in, who prints slips for all others',
    );
}

async function keepWhatStands(connection: Connection, folder: string): Promise<void> {
  const at = new Date();
  const path = join(folder, archiveName('backup', at, await timeZoneOf(connection)));
  const made = await writeArchive(connection, path, { kind: 'backup', program: version, at }).catch(error => {
    if (error instanceof BadArchive && error.code === 'empty') return undefined;
    throw error;
  });
  if (made) say(`what stood there is kept in ${path}`);
}

function lineOf({ table, archived, found }: Difference): string {
  if (found === undefined) return `${table} is missing in the database`;
  if (archived === undefined) return `${table} is not in the archive`;
  return `${table} differs: ${archived} rows in the archive, ${found} in the database`;
}

function amount(manifest: Manifest): string {
  return `${manifest.tables.length} tables, ${rowsIn(manifest)} rows`;
}

function say(line: string): void {
  console.log(`restore: ${line}`);
}
