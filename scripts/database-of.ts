import { existsSync } from 'node:fs';
import type { Config } from '#config.ts';
import type { Connection } from '#db/connection.ts';
import { cannotStart } from '#db/server/cannot-start.ts';
import { startEmbeddedServer } from '#db/server/embedded.ts';
import { runningServer } from '#db/server/running.ts';

interface Options {
  /** Hears one line per step. */
  log?: (line: string) => void;
  /** Makes the embedded database where there is none. */
  make?: boolean;
}

/**
 * Works on the school's database: the one DATABASE_URL names, the embedded one beside a running program, or the embedded one
 * started for it and stopped afterwards.
 */
export async function onItsDatabase<T>(
  config: Config,
  work: (connection: Connection) => Promise<T>,
  { log = () => {}, make = false }: Options = {},
): Promise<T> {
  const known = config.database ?? runningServer(config.dataDir);
  if (known) return work(known);
  if (!make && !existsSync(config.dataDir))
    throw cannotStart(`there is no school in ${config.dataDir}: set DATA_DIR or DATABASE_URL.`);
  const server = await startEmbeddedServer(config.dataDir, { log });
  try {
    return await work(server.connection);
  } finally {
    await server.stop();
  }
}
