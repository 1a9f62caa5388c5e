import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import type { Connection } from '#db/connection.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#db/server/embedded.ts';
import { urlOf } from '#db/server/way.ts';
import { bringTemplate, keepTemplate, templateName } from './kept-template.ts';
import { reachableFolder } from './reachable-folder.ts';
import { sweepAfterwards } from './sweeper.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser of this run's server. */
    superuser: Connection;
  }
}

/** One server per run, in a folder that goes with it; the template on it is made once, or brought from the last run. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = reachableFolder();
  const sweep = sweepAfterwards(folder);
  const cluster = join(folder, 'postgresql/cluster');
  mkdirSync(join(folder, 'postgresql'));
  const brought = bringTemplate(cluster);
  let server = await startEmbeddedServer(folder, { durable: false });
  if (!brought) {
    await makeTemplate(server);
    await server.stop();
    keepTemplate(cluster);
    server = await startEmbeddedServer(folder, { durable: false });
  }
  project.provide('superuser', server.superuser);
  return async () => {
    await server.stop();
    await sweep();
  };
}

async function makeTemplate(server: EmbeddedServer): Promise<void> {
  const client = new pg.Client(server.superuser);
  await client.connect();
  await client.query(`create database ${templateName} owner zvonok`);
  await client.end();
  // The ORM takes a second to load, and most runs find the template ready.
  const { prepareTemplate } = await import('./template.ts');
  await prepareTemplate(urlOf({ ...server.connection, database: templateName }));
}
