import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Connection } from '../connection.ts';
import { openOrm } from '../orm.ts';
import { BadArchive } from './bad-archive.ts';
import { differences } from './compare.ts';
import type { Manifest } from './manifest.ts';
import { type KnownMigration, knownMigrations } from './migrations.ts';
import { type Archive, checkArchive } from './open-archive.ts';
import { inSession } from './session.ts';
import { copyIn, ledger, quoted, type TableShape, tablesOf } from './tables.ts';
import type { Progress } from './write-archive.ts';

export interface RestoreOptions {
  /** Whether the school that stands in the database may go; else a database with rows in it is refused. */
  replace?: boolean;
  /** Hears of each step, and of the tables read and written. */
  step?: (step: RestoreStep) => void;
  progress?: (progress: Progress) => void;
}

export type RestoreStep = 'checking' | 'copying' | 'comparing' | 'migrating';

/**
 * Puts the school of the archive into the database, in one transaction: everything or nothing. Its tables are made as they were
 * when it was archived, filled, compared with the archive row by row, and then brought to this version. Gives how many migrations
 * that took. Refusals: a newer archive, a damaged one, a database that is not empty or in which the program is working.
 */
export async function restoreArchive(
  connection: Connection,
  archive: Archive,
  options: RestoreOptions = {},
): Promise<number> {
  const { step = () => {}, progress } = options;
  const migrations = await sortedOut(connection, archive.manifest);
  await mayRestoreInto(connection, options);
  step('checking');
  await checkArchive(archive, progress);
  return inSession(connection, async client => {
    await client.query('begin');
    await makeRoom(client, options);
    await migrateBy(client, migrations.past);
    step('copying');
    await fill(client, archive, progress);
    step('comparing');
    await mustBeEqual(client, archive.manifest);
    if (migrations.later.length > 0) step('migrating');
    await migrateBy(client, migrations.later);
    await client.query('analyze');
    await client.query('commit');
    return migrations.later.length;
  });
}

/** The migrations that the archive's tables had, and those that have come since. */
async function sortedOut(connection: Connection, { migrations, program }: Manifest) {
  const orm = openOrm(connection);
  const known = await knownMigrations(orm);
  await orm.close();
  const names = known.map(({ name }) => name);
  if (!migrations.every(name => names.includes(name)))
    throw new BadArchive('newer', `the archive was made by a newer program (${program}): update this one first.`);
  return {
    past: known.filter(({ name }) => migrations.includes(name)),
    later: known.filter(({ name }) => !migrations.includes(name)),
  };
}

/** Refuses a database into which nothing may be restored. */
export async function mayRestoreInto(connection: Connection, options: RestoreOptions): Promise<void> {
  await inSession(connection, client => replaceableTables(client, options));
}

/** The tables that have to go. Refusals: the program works here, another program's tables, a school that was not given up. */
async function replaceableTables(client: pg.Client, { replace = false }: RestoreOptions): Promise<TableShape[]> {
  const { rows } = await client.query(`
    select exists(select from pg_stat_activity where datname = current_database()
      and application_name in ('zvonok-queue', 'zvonok-listening')) as working,
      to_regclass('public.${ledger}') is not null as ours`);
  if (rows[0].working) throw new BadArchive('working', 'the program is working in this database: stop it first.');
  const tables = await tablesOf(client);
  if (tables.length > 0 && !rows[0].ours)
    throw new BadArchive('foreign', 'there are tables of another program in this database: name one of its own.');
  if (replace) return tables;
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select from ${quoted(name)} limit 1`);
    if (rowCount)
      throw new BadArchive(
        'not-empty',
        'there is a school in this database already, nothing was changed: name an empty one, or add --replace.',
      );
  }
  return tables;
}

async function makeRoom(client: pg.Client, options: RestoreOptions): Promise<void> {
  const tables = await replaceableTables(client, options);
  for (const { name } of tables) await client.query(`drop table ${quoted(name)} cascade`);
  await client.query(`drop table if exists ${ledger}`);
  // What waits in the queue belongs to the school that goes; the queue makes its tables anew.
  await client.query('drop schema if exists pgboss cascade');
  await client.query(
    `create table ${ledger} (id serial primary key, name varchar(255) not null, executed_at timestamptz(6) not null default current_timestamp(6))`,
  );
}

async function migrateBy(client: pg.Client, migrations: readonly KnownMigration[]): Promise<void> {
  for (const { name, statements } of migrations) {
    for (const statement of statements) await client.query(statement);
    await client.query(`insert into ${ledger} (name) values ($1)`, [name]);
  }
}

/** Rows may name one another in a circle, so the foreign keys come back when all are there, and are checked then. */
async function fill(client: pg.Client, archive: Archive, progress?: (progress: Progress) => void): Promise<void> {
  const { tables, sequences } = archive.manifest;
  const keys = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by 1, 2`,
  );
  for (const { owner, name } of keys.rows) await client.query(`alter table ${owner} drop constraint ${name}`);
  // What migrations themselves have put in stands in the archive too.
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`);
  for (const { name } of tables) await client.query(`delete from ${quoted(name)}`);
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    await pipeline(await archive.rowsOf(table), client.query(copyFrom(copyIn(table))));
    rows += table.rows;
    progress?.({ table: table.name, done: index + 1, of: tables.length, rows });
  }
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
  for (const { owner, name, definition } of keys.rows)
    await client.query(`alter table ${owner} add constraint ${name} ${definition}`);
  for (const { name, last, called } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, last, called]);
}

async function mustBeEqual(client: pg.Client, manifest: Manifest): Promise<void> {
  const [first] = await differences(client, manifest);
  if (first)
    throw new BadArchive(
      'differs',
      `the rows of ${first.table} came out other than they were archived: nothing was changed.`,
    );
}
