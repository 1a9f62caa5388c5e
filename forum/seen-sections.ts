import { type Actor, staffWords } from '#school/actor.ts';

/** SQL: whether the actor reads section `s`. The same rule as `readSection` of the charter, for many sections at once. */
export function readsSection(by: Actor, alias = 's'): string {
  return `${alias}.readers && '{${staffWords(by).join()}}'::text[]`;
}

/** SQL: the same, of sections that have not been put away. */
export function standsInOpen(by: Actor, alias = 't'): string {
  return `${alias}.section_id in (select s.id from section s where s.archived_at is null and ${readsSection(by)})`;
}

/** SQL: whether topic `t` stands in a section the actor reads: what has been merged stands in none. */
export function standsWhere(by: Actor, alias = 't'): string {
  return `${alias}.section_id in (select s.id from section s where ${readsSection(by)})`;
}
