import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import type { DocumentState } from './force.ts';
import type { DocumentKind } from './kinds.ts';
import { seenBy } from './seen.ts';

/** The kinds that make the normative base, as it is read: what is kept for years first. */
export const baseKinds = ['regulation', 'instruction', 'order'] as const satisfies DocumentKind[];
export type BaseKind = (typeof baseKinds)[number];

/** A document of the base: its version in force, and how many versions its line has. */
export interface BaseLine {
  line: string;
  id: number;
  kind: BaseKind;
  number: number;
  date: Day;
  title: string;
  edition: number;
  version: number;
  versions: number;
  state: DocumentState;
  effectiveFrom: Day | null;
  effectiveUntil: Day | null;
  isPublic: boolean;
}

export interface BaseShelf {
  kind: BaseKind;
  total: number;
  lines: BaseLine[];
}

const perShelf = 20;

/**
 * The normative base (7b): of each kind the documents in force that the reader may see, the latest first; of one kind all of them.
 * Refusal: not-found for families.
 */
export async function base(
  act: Act,
  { kind }: { kind?: BaseKind | undefined } = {},
): Promise<{ shelves: BaseShelf[] }> {
  see(act, 'readBoard');
  const { sql, params } = seenBy(act);
  const kinds = kind ? [kind] : baseKinds;
  const rows = await act.em.execute<(BaseLine & { total: number })[]>(
    `with heads as (${headsOf(`select * from (${sql}) d where d.kind = any(?)`)}),
       placed as (select h.*, count(*) over (partition by h.kind)::int as total,
         row_number() over (partition by h.kind order by h.date desc, h.id desc) as place
         from heads h where h.state in ('in-force', 'upcoming'))
     select ${lineColumns}, total from placed p where place <= ? order by place`,
    [...params, `{${kinds.join(',')}}`, kind ? 1000 : perShelf],
  );
  return {
    shelves: kinds.map(one => {
      const own = rows.filter(row => row.kind === one);
      return { kind: one, total: own[0]?.total ?? 0, lines: own.map(({ total: _, ...line }) => line) };
    }),
  };
}

/** The document that an address of the base opens today: the version in force of the line. Refusal: not-found. */
export async function versionInForce(act: Act, line: string): Promise<number> {
  see(act, 'readBoard');
  const { sql, params } = seenBy(act);
  const [row] = await act.em.execute<{ id: number }[]>(headsOf(`select * from (${sql}) d where d.line = ?`), [
    ...params,
    line,
  ]);
  if (!row) throw new Refusal('not-found', 'not-found');
  return row.id;
}

/**
 * SQL: of each line among the documents (a query) the version that speaks for it: the one in force, else the next to come, else
 * the last; with the number of versions.
 */
export function headsOf(documents: string): string {
  return `
    select distinct on (v.line) v.*, count(*) over (partition by v.line)::int as versions
    from (${documents}) v
    order by v.line, array_position(array['in-force', 'upcoming', 'replaced', 'expired'], v.state), v.version desc`;
}

/** SQL of the columns of a BaseLine of `p`. */
export const lineColumns = `p.line, p.id, p.kind, p.number, p.date::text as date, p.title, p.edition, p.version, p.versions, p.state,
  p.effective_from::text as "effectiveFrom", p.effective_until::text as "effectiveUntil", p.is_public as "isPublic"`;
