import type { HouseAct } from '../act.ts';
import { isStillTheirs } from './still-theirs.ts';

/** The facts of notice `digest`: what it tells, child by child, kind by kind. */
export interface DigestFacts extends Record<string, unknown> {
  /** The last group has no name: what is about no child. */
  children: { givenName: string | null; sections: { kind: string; notices: Record<string, unknown>[] }[] }[];
}

interface Row {
  noticeId: number;
  kind: string;
  facts: Record<string, unknown>;
}

/**
 * Gives digests among the rows their facts. They are put together only now, when the digest is about to be told: what is no
 * more the reader's drops out of it.
 */
export async function withDigests<R extends Row>(act: HouseAct, rows: readonly R[]): Promise<R[]> {
  const ids = [...new Set(rows.filter(({ kind }) => kind === 'digest').map(({ noticeId }) => noticeId))];
  if (ids.length === 0) return [...rows];
  const parts = await act.em.execute<Part[]>(partsQuery, { today: act.today, ids: `{${ids.join(',')}}` });
  const byDigest = Map.groupBy(parts, ({ digestId }) => digestId);
  return rows.map(row =>
    row.kind === 'digest' ? { ...row, facts: digestFacts(byDigest.get(row.noticeId) ?? []) } : row,
  );
}

interface Part {
  digestId: number;
  studentId: number | null;
  givenName: string | null;
  kind: string;
  facts: Record<string, unknown>;
}

/** In this order the kinds stand in a digest; others follow. */
const order = [
  'absence',
  'mark',
  'marks-imported',
  'forecast',
  'final',
  'substitution',
  'substitution-off',
  'timetable',
  'homework',
  'letter',
  'announcement',
  'document',
];

function digestFacts(parts: readonly Part[]): DigestFacts {
  const children = [...Map.groupBy(parts, ({ studentId }) => studentId).values()];
  return {
    children: children.map(ofChild => ({
      givenName: ofChild[0]!.givenName,
      sections: [...Map.groupBy(ofChild, ({ kind }) => kind)]
        .toSorted(([a], [b]) => placeOfKind(a) - placeOfKind(b))
        .map(([kind, notices]) => ({ kind, notices: notices.map(({ facts }) => facts) })),
    })),
  };
}

function placeOfKind(kind: string): number {
  const place = order.indexOf(kind);
  return place === -1 ? order.length : place;
}

const partsQuery = `
  select n.digest_id as "digestId", n.student_id as "studentId", p.given_name as "givenName", n.kind, n.facts
  from notice n left join student s on s.id = n.student_id left join person p on p.id = s.person_id
  where n.digest_id = any(:ids) and ${isStillTheirs('n')}
  order by n.digest_id, p.given_name collate "ru-x-icu" nulls last, n.student_id, n.at, n.id`;
