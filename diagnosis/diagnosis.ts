import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { cpus, freemem, release, totalmem } from 'node:os';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { inSession } from '#db/archive/session.ts';
import type { Connection } from '#db/connection.ts';
import type { Config } from '../config.ts';
import { version } from '../version.ts';
import { databaseFacts } from './database-facts.ts';
import { scrubLine } from './scrub.ts';

/** What the settings say, of which a diagnosis tells the harmless part. */
export type DiagnosedSettings = Omit<Config, 'dataDir' | 'logLevel'> & Partial<Pick<Config, 'dataDir' | 'logLevel'>>;

interface Ground {
  connection: Connection;
  config: DiagnosedSettings;
  at: Date;
  /** As GET /api/health says it; nothing when the program does not answer. */
  health: object | undefined;
  /** The last lines of logs, by the name of the file they get. */
  logs: Record<string, readonly string[]>;
}

/** A ZIP for the technical support: versions, settings without secrets, health, sizes, the last lines of the log; nobody is named (7d). */
export async function diagnosis({ connection, config, at, health, logs }: Ground): Promise<Buffer> {
  const names = await knownNames(connection);
  const zip = new ZipFile();
  const put = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime: at });
  const json = (name: string, value: unknown) => put(name, `${JSON.stringify(value, null, 2)}\n`);
  json('program.json', await programFacts(config, at));
  json('settings.json', harmlessSettings(config));
  json('health.json', health ?? { program: 'does not answer' });
  json('database.json', await databaseFacts(connection));
  for (const [name, lines] of Object.entries(logs))
    put(name, `${lines.map(line => scrubLine(line, names)).join('\n')}\n`);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

/** «diagnosis-2026-11-24-1230.zip», by universal time. */
export function diagnosisName(at: Date): string {
  return `diagnosis-${at.toISOString().slice(0, 16).replace('T', '-').replace(':', '')}.zip`;
}

async function programFacts({ dataDir, backupDir }: DiagnosedSettings, at: Date): Promise<object> {
  const disk = async (folder: string | undefined) => {
    if (!folder || !existsSync(folder)) return null;
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, bytes: blocks * bsize };
  };
  return {
    ...{
      version,
      at: at.toISOString(),
      node: process.version,
      platform: process.platform,
      arch: process.arch,
      system: release(),
    },
    ...{
      processors: cpus().length,
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
      usedBytes: process.memoryUsage().rss,
    },
    ...{ upSeconds: Math.round(process.uptime()), dataDisk: await disk(dataDir), backupDisk: await disk(backupDir) },
  };
}

/** Addresses and folders may hold names and passwords: of them it is said only that they are set. */
function harmlessSettings(config: DiagnosedSettings): object {
  const { port, timeZone, logLevel, backupAt, backupKeep, database, publicUrl, telegramToken, smtpUrl, pushServices } =
    config;
  const set = (value: unknown) => (value ? 'set' : 'not set');
  return {
    ...{ port, timeZone: timeZone ?? "the school's own", logLevel, backupAt: backupAt ?? 'off', backupKeep },
    ...{ database: database ? 'a server' : 'embedded', publicUrl: publicUrl ? publicUrl.split(':')[0] : 'not set' },
    ...{ telegramToken: set(telegramToken), smtpUrl: set(smtpUrl), pushServices: pushServices.length },
  };
}

/** Every word by which somebody is known, in small letters: whatever has slipped into a log is taken out by it. */
function knownNames(connection: Connection): Promise<Set<string>> {
  return inSession(connection, async client => {
    const { rows } = await client.query<{ word: string }>(
      `select distinct lower(word) as word from person cross join lateral
         unnest(array[family_name, given_name, patronymic, login, email, phone]) as word where word is not null`,
    );
    return new Set(
      rows.flatMap(({ word }) => [word, ...word.split(/[^\p{L}\p{N}_.-]+/u)]).filter(word => word.length > 1),
    );
  });
}
