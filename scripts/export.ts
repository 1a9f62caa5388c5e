import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig } from '#config.ts';
import { rowsIn } from '#db/archive/manifest.ts';
import { writeArchive } from '#db/archive/write-archive.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { openPress } from '#templates/press.ts';
import { exportPapers } from '../export-papers.ts';
import { version } from '../version.ts';
import { megabytes, readWords, runCommand, tellProgress, timeZoneOf } from './archive-command.ts';
import { onItsDatabase } from './database-of.ts';

// Takes everything out in a form that people can open: a spreadsheet per table and every file. npm run export -- FILE.zip
const usage = 'usage: npm run export -- FILE.zip';

await runCommand('export', async () => {
  const config = readConfig(process.env);
  const { positionals } = readWords(usage, {});
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw cannotStart(`name the file to write. ${usage}`);
  const path = resolve(file);
  if (existsSync(path)) throw cannotStart(`${path} is there already: name another file.`);
  await onItsDatabase(config, connection => takeOut(connection, path), { log: say });
});

async function takeOut(connection: Connection, path: string): Promise<void> {
  const at = new Date();
  const press = openPress({ timeZone: await timeZoneOf(connection), now: () => at });
  const { bytes, manifest } = await writeArchive(connection, path, {
    ...{ kind: 'export', program: version, at },
    progress: tellProgress(say),
    papers: known => exportPapers(press, known),
  });
  say(
    `${path}: ${manifest.tables.length} tables, ${rowsIn(manifest)} rows, ${megabytes(bytes)}, no passwords and no keys`,
  );
}

function say(line: string): void {
  console.log(`export: ${line}`);
}
