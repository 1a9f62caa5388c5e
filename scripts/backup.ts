import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readConfig } from '#config.ts';
import { archiveName } from '#db/archive/archive-name.ts';
import { rowsIn } from '#db/archive/manifest.ts';
import { sweepUnfinished } from '#db/archive/sweep-unfinished.ts';
import { writeArchive } from '#db/archive/write-archive.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { version } from '../version.ts';
import { megabytes, readWords, runCommand, tellProgress, timeZoneOf } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';

// Puts the whole school into one file, beside a running program too: npm run backup [-- FOLDER|FILE]
const usage = 'usage: npm run backup [-- FOLDER|FILE.zip]';

await runCommand('backup', async () => {
  const config = readConfig(process.env);
  const { positionals } = readWords(usage, {});
  if (positionals.length > 1) throw cannotStart(`one place is enough. ${usage}`);
  await onItsDatabase(config, connection => backUp(connection, positionals[0] ?? config.backupDir), { log: say });
});

async function backUp(connection: Connection, place: string): Promise<void> {
  const at = new Date();
  const path = await pathOf(connection, place, at);
  if (existsSync(path)) throw cannotStart(`${path} is there already: name another file.`);
  if (existsSync(dirname(path))) await sweepUnfinished(connection, dirname(path));
  const { bytes, manifest } = await writeArchive(connection, path, {
    ...{ kind: 'backup', program: version, at },
    progress: tellProgress(say),
  });
  say(`${path}: ${manifest.tables.length} tables, ${rowsIn(manifest)} rows, ${megabytes(bytes)}`);
}

async function pathOf(connection: Connection, place: string, at: Date): Promise<string> {
  const isFolder = existsSync(place) ? statSync(place).isDirectory() : !/\.zip$/i.test(place);
  return resolve(isFolder ? join(place, archiveName('backup', at, await timeZoneOf(connection))) : place);
}

function say(line: string): void {
  console.log(`backup: ${line}`);
}
