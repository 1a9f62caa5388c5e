import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

type Values = Readonly<Record<string, unknown>> | readonly unknown[];

/**
 * Runs a statement of a much-walked path in the transaction of `em`, or by itself where none has begun. Its values, named
 * `:so` in the text or one `?` each, travel beside it, so that each connection plans it once and executes it ever after;
 * `em.execute` writes them into the text, which is planned anew each time (docs/decisions/017). Rows are as `em.execute`
 * gives them.
 *
 * Texts are made of code and never of what somebody typed: there is one plan for each of them on each connection.
 */
export async function prepared<Row extends object>(
  em: EntityManager,
  text: string,
  values: Values = {},
): Promise<Row[]> {
  const statement = statementOf(text, Array.isArray(values));
  em.config.getLogger().logQuery({ level: 'info', query: text });
  // Kysely hands text and values to pg as they are, and pg takes a named text in place of a plain one.
  const query = CompiledQuery.raw(statement.config as unknown as string, inOrder(statement, values));
  return (await em.getKysely().executeQuery<Row>(query)).rows;
}

interface Statement {
  config: { name: string; text: string };
  /** The value of `$1`, of `$2` …; nothing where they have no names. */
  names: string[] | undefined;
}

function inOrder({ names }: Statement, values: Values): unknown[] {
  if (!names) return [...(values as readonly unknown[])];
  const unknown = names.find(name => !Object.hasOwn(values, name));
  if (unknown) throw new TypeError(`no value for :${unknown}`);
  return names.map(name => (values as Record<string, unknown>)[name]);
}

const statements = new Map<string, Statement>();

function statementOf(text: string, isNumbered: boolean): Statement {
  const known = statements.get(text);
  if (known) return known;
  const made = isNumbered ? numbered(text) : named(text);
  statements.set(text, made);
  return made;
}

// `::int` is a cast; a time of day has no letter after its colon.
const placeholder = /(?<!:):([a-z]\w*)/gi;

function named(text: string): Statement {
  const names: string[] = [];
  const sql = text.replace(placeholder, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { config: configOf(sql), names };
}

function numbered(text: string): Statement {
  let count = 0;
  return { config: configOf(text.replace(/\?/g, () => `$${++count}`)), names: undefined };
}

/** Named by its text: the same on every connection, and for whoever stands between us and the server. */
function configOf(text: string): Statement['config'] {
  return { name: createHash('sha256').update(text).digest('hex').slice(0, 16), text };
}
