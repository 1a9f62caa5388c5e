import type { EntityManager } from '@mikro-orm/postgresql';

/** A table's row as the sample writes it: references by their ids, columns with a default left out at will. */
export type Row<E> = { id: number } & {
  [K in keyof E as E[K] extends (...args: never[]) => unknown ? never : K]?: Plain<E[K]>;
};
type Plain<V> = V extends null | undefined
  ? null
  : V extends Date | readonly unknown[]
    ? V
    : V extends { id: number }
      ? number
      : V;

/** Writes rows with their ids into an empty table and moves its sequence past them. Rows of one call have one set of keys. */
export async function putRows<E>(em: EntityManager, entity: new () => E, rows: readonly Row<E>[]): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, properties } = em.getMetadata().get(entity as never);
  const keys = Object.keys(rows[0]!);
  const columnOf = (key: string) => (properties as Record<string, { fieldNames: string[] }>)[key]!.fieldNames[0]!;
  const columns = keys.map(key => `"${columnOf(key)}"`).join(', ');
  for (let from = 0; from < rows.length; from += 5000) {
    const chunk = rows.slice(from, from + 5000).map(row => namedByColumn(row, keys, columnOf));
    await em.execute(
      `insert into "${tableName}" (${columns}) select ${columns} from json_populate_recordset(null::"${tableName}", ?::json)`,
      [JSON.stringify(chunk)],
    );
  }
  const highest = rows.reduce((most, row) => Math.max(most, row.id), 0);
  await em.execute(`select setval(s, ?) from pg_get_serial_sequence(?, 'id') s where s is not null`, [
    highest,
    `"${tableName}"`,
  ]);
}

function namedByColumn(row: object, keys: string[], columnOf: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(keys.map(key => [columnOf(key), (row as Record<string, unknown>)[key] ?? null]));
}
