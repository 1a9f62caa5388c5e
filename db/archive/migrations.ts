import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Migration } from '@mikro-orm/migrations';
import type { Orm } from '../orm.ts';

/** A migration with its statements, in the order of all. */
export interface KnownMigration {
  name: string;
  statements: string[];
}

const folder = join(import.meta.dirname, '../migrations');

/** The migrations of this program. They are lists of statements, so that a restore can run them in its own transaction. */
export async function knownMigrations(orm: Orm): Promise<KnownMigration[]> {
  const files = globSync('Migration*.ts', { cwd: folder }).sort();
  return Promise.all(files.map(file => read(orm, file)));
}

/** Their names alone. */
export function migrationNames(): string[] {
  return globSync('Migration*.ts', { cwd: folder })
    .map(file => basename(file, '.ts'))
    .sort();
}

async function read(orm: Orm, file: string): Promise<KnownMigration> {
  const module: Record<string, new (...parts: unknown[]) => Migration> = await import(join(folder, file));
  const name = basename(file, '.ts');
  const migration = new module[name]!(orm.em.getDriver(), orm.config);
  await migration.up();
  const statements = migration.getQueries();
  if (!statements.every(statement => typeof statement === 'string'))
    throw new TypeError(`${name} is no list of statements`);
  return { name, statements };
}
