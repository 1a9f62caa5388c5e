import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Connection } from './connection.ts';
import { entities } from './entities.ts';

export type Orm = MikroORM;

/** Connects MikroORM to the server; opens no connection before the first query. */
export function openOrm(connection: Connection, options: { poolSize?: number; logger?: Options['logger'] } = {}): Orm {
  return new MikroORM({
    entities,
    extensions: [Migrator],
    host: connection.host,
    port: connection.port,
    user: connection.user,
    password: connection.password,
    dbName: connection.database,
    driverOptions: connection.ssl ? { ssl: { rejectUnauthorized: true } } : {},
    pool: { min: 0, max: options.poolSize ?? 10 },
    timezone: 'UTC',
    forceUtcTimezone: true,
    migrations: {
      path: `${import.meta.dirname}/migrations`,
      pathTs: `${import.meta.dirname}/migrations`,
      glob: 'Migration*.ts',
      snapshotName: '.snapshot',
      // Written with a migration, never by a running program.
      snapshotOnMigrate: false,
      disableForeignKeys: false,
      silent: true,
    },
    ...(options.logger ? { logger: options.logger, debug: ['query'] as const, colors: false } : {}),
  } as Options);
}

/** Brings the database to this version of the program; migrations only go forward. Gives how many ran. */
export async function migrate(orm: Orm): Promise<number> {
  return (await orm.migrator.up()).length;
}
