import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Takes the foreign keys off the tables while `load` fills them, and puts the same ones back, so that PostgreSQL checks
 * all rows at once instead of one by one. In one transaction: nobody else ever sees the tables without them.
 */
export async function withoutForeignKeys(
  em: EntityManager,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const keys = await em.execute<{ owner: string; name: string; definition: string }[]>(
    `select conrelid::regclass::text as owner, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any(?::regclass[]) order by conrelid, conname`,
    [`{${tables.join(',')}}`],
  );
  for (const { owner, name } of keys) await em.execute(`alter table ${owner} drop constraint "${name}"`);
  await load();
  for (const { owner, name, definition } of keys) {
    await em.execute(`alter table ${owner} add constraint "${name}" ${definition}`);
  }
}
