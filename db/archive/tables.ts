import pg from 'pg';

/** A table as an archive names it. */
export interface TableShape {
  name: string;
  columns: ColumnShape[];
  /** The primary key: the order in which the rows are written, read and compared. */
  key: string[];
}

export interface ColumnShape {
  name: string;
  /** As PostgreSQL calls it: «integer», «character varying(255)». */
  type: string;
}

/** PostgreSQL's own name for where migrations are remembered; an archive has it apart. */
export const ledger = 'mikro_orm_migrations';

/** Every table of the school, by name. The queue's are not among them: they are made anew by the queue itself. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select json_agg(a.attname order by k.place) from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> '${ledger}'
      -- Tables that an extension has brought are none of ours.
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`);
  return rows.map(row => ({ ...row, key: row.key ?? row.columns.map(({ name }) => name) }));
}

/** The statement that writes the table's rows in their order; `withheld` columns are empty, a withheld table is. */
export function copyOut(table: TableShape, withheld: Withheld = nothingWithheld): string {
  const kept = withheld.columns[table.name] ?? [];
  const columns = table.columns.map(({ name }) => (kept.includes(name) ? `null as ${quoted(name)}` : quoted(name)));
  const order = table.key.map(name => `t.${quoted(name)}${isText(table, name) ? ' collate "C"' : ''}`);
  const none = withheld.tables.includes(table.name) ? 'where false' : '';
  return `copy (select ${columns} from ${quoted(table.name)} t ${none} order by ${order}) to stdout`;
}

/** The statement that takes them in. */
export function copyIn(table: TableShape): string {
  return `copy ${quoted(table.name)} (${table.columns.map(({ name }) => quoted(name))}) from stdin`;
}

/** What does not go into an archive: whole tables, and columns of others. */
export interface Withheld {
  tables: readonly string[];
  columns: Readonly<Record<string, readonly string[]>>;
}

export const nothingWithheld: Withheld = { tables: [], columns: {} };

export const quoted = pg.escapeIdentifier;

function isText(table: TableShape, column: string): boolean {
  return /^(text|character)/.test(table.columns.find(({ name }) => name === column)!.type);
}
