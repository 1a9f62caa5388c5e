import type { Act } from '#school/act.ts';
import { may } from '#school/permissions.ts';
import { wordsOf } from './audience.ts';
import { isOver, olderThan, stateOn } from './force.ts';

/**
 * SQL of the documents this person may see: with `state` and `over` of today, `acknowledged_at`, `unacknowledged` (it waits for
 * their «Ознакомлен») and `archived` (over, or an order or announcement of an older year that waits for nothing). The same rule
 * as `readDocument` and `acknowledgeDocument` of the charter, for many documents at once.
 */
export function seenBy({ by, today }: Pick<Act, 'by' | 'today'>): { sql: string; params: unknown[] } {
  const words = wordsOf(by);
  const staff = may(by, 'readBoard');
  const all = staff && by.roles.has('director');
  return {
    sql: `
      select d.*, t.acknowledged_at, t.unacknowledged, t.over, ${stateOn('q.day')} as state,
        t.over or (d.kind in ('order', 'announcement') and coalesce(d.date <= q.older, false) and not t.unacknowledged) as archived
      from (select x.day, ${olderThan('x.day')} as older from (select ?::date as day) x) q
        cross join board_document d
        left join acknowledgement a on a.document_id = d.id and a.person_id = ?
        cross join lateral (select a.at as acknowledged_at, ${isOver('q.day')} as over,
          d.audience && ?::text[] and d.signer_id <> ? and a.id is null and not ${isOver('q.day')} as unacknowledged) t
      where d.audience && ?::text[] or d.signer_id = ? or (d.is_public and ?::boolean) or ?::boolean`,
    params: [today, by.id, words, by.id, words, by.id, staff, all],
  };
}
