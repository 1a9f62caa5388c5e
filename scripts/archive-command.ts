import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import pg from 'pg';
import { WrongSetting } from '#config.ts';
import { BadArchive } from '#db/archive/bad-archive.ts';
import type { Progress } from '#db/archive/write-archive.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart, isCannotStart } from '#db/server/cannot-start.ts';

/** How a command ends that the keeper can put right: 1 when the archive or the database will not do, 2 when it could not begin. */
export async function runCommand(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const line = lineOf(error);
    if (line === undefined) throw error;
    console.error(`${name}: ${line}`);
    process.exitCode = error instanceof BadArchive ? 1 : 2;
  }
}

/** Reads the command's words; refuses with its usage. */
export function readWords<O extends ParseArgsOptionsConfig>(usage: string, options: O) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw cannotStart(`${(error as Error).message.split('\n')[0]} ${usage}`);
  }
}

/** One line a second of a long work, and its last one. */
export function tellProgress(say: (line: string) => void): (progress: Progress) => void {
  let told = performance.now();
  return ({ done, of, rows }) => {
    if (performance.now() - told < 1000) return;
    told = performance.now();
    say(`${done} of ${of} tables, ${rows} rows`);
  };
}

/** «12.3 MB» */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The school's time zone as its database has it; without a school the machine's. */
export async function timeZoneOf(connection: Connection): Promise<string> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  const { rows } = await client.query('select time_zone from school').catch(() => ({ rows: [] }));
  await client.end();
  return rows[0]?.time_zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function lineOf(error: unknown): string | undefined {
  if (error instanceof BadArchive || error instanceof WrongSetting || isCannotStart(error))
    return (error as Error).message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return 'there is no room on the disk: nothing was left behind.';
  if (code && /^E[A-Z]+$/.test(code)) return `it could not be done: ${message}`;
  // A database's own word for it: it does not answer, or does not let us in.
  return code && /^[\dA-Z]{5}$/.test(code) ? `the database says ${code}: ${message.split('\n')[0]}` : undefined;
}
