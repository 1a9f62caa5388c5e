import type { Actor } from '#school/actor.ts';
import { may } from '#school/permissions.ts';
import { wordsOf } from './audience.ts';

/**
 * SQL of the documents this person may see, with `acknowledged_at` and `unacknowledged` (it waits for their
 * «Ознакомлен»). The same rule as `readDocument` and `acknowledgeDocument` of the charter, for many documents at once.
 */
export function seenBy(by: Actor): { sql: string; params: unknown[] } {
  const words = wordsOf(by);
  const all = may(by, 'readBoard') && by.roles.has('director');
  return {
    sql: `
      select d.*, a.at as acknowledged_at,
        d.audience && ?::text[] and d.signer_id <> ? and a.id is null as unacknowledged
      from board_document d left join acknowledgement a on a.document_id = d.id and a.person_id = ?
      where d.audience && ?::text[] or d.signer_id = ? or ?::boolean`,
    params: [words, by.id, by.id, words, by.id, all],
  };
}
