import { migrationNames } from '#db/archive/migrations.ts';
import { inSnapshot } from '#db/archive/session.ts';
import { ledger, quoted, tablesOf } from '#db/archive/tables.ts';
import type { Connection } from '#db/connection.ts';

/** Settings of PostgreSQL that explain how it behaves; none names a person or a place. */
const settings = [
  ...[
    'server_version',
    'server_encoding',
    'lc_collate',
    'default_text_search_config',
    'max_connections',
    'shared_buffers',
  ],
  ...[
    'effective_cache_size',
    'work_mem',
    'maintenance_work_mem',
    'random_page_cost',
    'wal_level',
    'max_wal_size',
    'fsync',
  ],
  ...[
    'synchronous_commit',
    'full_page_writes',
    'checkpoint_timeout',
    'autovacuum',
    'jit',
    'timezone',
    'default_transaction_isolation',
  ],
];

/** The state of the database in numbers: no row is read, and no statement that may hold a name. */
export function databaseFacts(connection: Connection): Promise<object> {
  return inSnapshot(connection, async client => {
    const ask = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;
    const counts: Record<string, number> = {};
    for (const { name } of await tablesOf(client))
      counts[name] = (await ask(`select count(*)::int as rows from ${quoted(name)}`))[0].rows;
    const ran = (await ask(`select name from ${ledger} order by name`)).map(({ name }) => name);
    const known = migrationNames();
    return {
      version: (await ask('select version()'))[0].version,
      settings: Object.fromEntries(
        (await ask('select name, setting, unit from pg_settings where name = any($1)', [settings])).map(
          ({ name, setting, unit }) => [name, unit ? `${setting} ${unit}` : setting],
        ),
      ),
      bytes: Number((await ask('select pg_database_size(current_database()) as bytes'))[0].bytes),
      migrations: {
        last: ran.at(-1) ?? null,
        missing: known.filter(name => !ran.includes(name)),
        unknown: ran.filter(name => !known.includes(name)),
      },
      tables: (await ask(tablesSql)).map(row => ({ ...row, rows: counts[row.name] ?? null })),
      sessions: await ask(sessionsSql),
      queue: await queueFacts(ask),
      slowStatements: await slowStatements(ask),
    };
  });
}

const tablesSql = `
  select relname as name, pg_total_relation_size(relid)::float8 as bytes, n_dead_tup::int as dead, seq_scan::float8 as "seqScans",
    idx_scan::float8 as "indexScans", last_autovacuum as "lastVacuum", last_autoanalyze as "lastAnalyze"
  from pg_stat_user_tables where schemaname = 'public' order by 2 desc`;

const sessionsSql = `
  select application_name as application, state, wait_event_type as "waitsFor", count(*)::int as sessions,
    max(extract(epoch from clock_timestamp() - xact_start))::int as "longestSeconds"
  from pg_stat_activity where datname = current_database() group by 1, 2, 3 order by 1, 2`;

type Ask = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

async function queueFacts(ask: Ask): Promise<unknown> {
  const [there] = await ask(`select to_regclass('pgboss.job') is not null as there`);
  if (!there?.there) return 'none yet';
  return ask(
    'select name, state::text as state, count(*)::int as jobs, max(retry_count)::int as retries from pgboss.job group by 1, 2 order by 1, 2',
  );
}

/** Only where the administrator has put pg_stat_statements in; it has numbered places instead of values. */
async function slowStatements(ask: Ask): Promise<unknown> {
  const [there] = await ask(`select exists(select from pg_extension where extname = 'pg_stat_statements') as there`);
  if (!there?.there) return 'pg_stat_statements is not installed';
  const rows = await ask(
    `select query, calls::float8 as calls, round(mean_exec_time)::int as "meanMs", round(max_exec_time)::int as "maxMs"
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_exec_time desc limit 20`,
  );
  return rows.map(({ query, ...numbers }) => ({
    query: String(query)
      .replace(/'(?:[^']|'')*'/g, "'…'")
      .slice(0, 2000),
    ...numbers,
  }));
}
