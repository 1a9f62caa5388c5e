import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

/**
 * Runs a statement of a much-walked path in the transaction of `em`, or by itself where none has begun. Its values, named
 * `:so` in the text, travel beside it, so that each connection plans it once and executes it ever after; `em.execute` writes
 * them into the text, which is planned anew each time (docs/decisions/013). Rows are as `em.execute` gives them.
 *
 * Texts are made of code and never of what somebody typed: there is one plan for each of them on each connection.
 */
export async function prepared<Row extends object>(
  em: EntityManager,
  text: string,
  values: Readonly<Record<string, unknown>> = {},
): Promise<Row[]> {
  const { config, names } = statementOf(text);
  const unknown = names.find(name => !Object.hasOwn(values, name));
  if (unknown) throw new TypeError(`no value for :${unknown}`);
  em.config.getLogger().logQuery({ level: 'info', query: text });
  // Kysely hands text and values to pg as they are, and pg takes a named text in place of a plain one.
  const query = CompiledQuery.raw(
    config as unknown as string,
    names.map(name => values[name]),
  );
  return (await em.getKysely().executeQuery<Row>(query)).rows;
}

interface Statement {
  config: { name: string; text: string };
  /** The value of `$1`, of `$2` … */
  names: string[];
}

const statements = new Map<string, Statement>();

function statementOf(text: string): Statement {
  const known = statements.get(text);
  if (known) return known;
  const made = compile(text);
  statements.set(text, made);
  return made;
}

// `::int` is a cast; a time of day has no letter after its colon.
const placeholder = /(?<!:):([a-z]\w*)/gi;

function compile(text: string): Statement {
  const names: string[] = [];
  const numbered = text.replace(placeholder, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  // Named by its text: the same on every connection, and for whoever stands between us and the server.
  const name = createHash('sha256').update(numbered).digest('hex').slice(0, 16);
  return { config: { name, text: numbered }, names };
}
