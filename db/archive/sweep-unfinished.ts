import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../connection.ts';
import { unfinished } from './sealed-file.ts';
import { inSession } from './session.ts';
import { takeTurn } from './write-archive.ts';

/** Removes what a killed program has left of an archive, unless one is being made at this moment. */
export async function sweepUnfinished(connection: Connection, folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(name => name.startsWith('.') && name.endsWith(unfinished));
  if (left.length === 0) return;
  await inSession(connection, async client => {
    await client.query('begin');
    if (await takeTurn(client)) for (const name of left) await rm(join(folder, name), { force: true });
    await client.query('commit');
  });
}
