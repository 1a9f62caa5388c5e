import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { addresseesOnDay } from './audience.ts';
import { seenBy } from './seen.ts';

/** An order that somebody on the staff has not acknowledged. */
export interface UnreadOrder {
  personId: number;
  name: string;
  documentId: number;
  number: number;
  date: Day;
  title: string;
  acknowledgeBy: Day | null;
  overdue: boolean;
}

/** How many orders, how many people, how many of the two together after their last day. */
export interface UnreadCount {
  orders: number;
  people: number;
  overdue: number;
}

/** The orders of `unreadOrders` in three figures. */
export function countUnread(orders: readonly UnreadOrder[]): UnreadCount {
  return {
    orders: new Set(orders.map(({ documentId }) => documentId)).size,
    people: new Set(orders.map(({ personId }) => personId)).size,
    overdue: orders.filter(({ overdue }) => overdue).length,
  };
}

/**
 * Every order in force that waits for somebody's «Ознакомлен», by person and then the latest first (6.2); of orders the actor may not
 * see, a colleague's own above all, nothing. Refusal: not-found.
 */
export async function unreadOrders(act: Act): Promise<UnreadOrder[]> {
  see(act, 'readEveryJournal');
  const { sql, params } = seenBy(act);
  return act.em.execute<UnreadOrder[]>(
    `select p.id as "personId", ${shortNameOf('p')} as name, d.id as "documentId", d.number, d.date::text as date, d.title,
       d.acknowledge_by::text as "acknowledgeBy", coalesce(d.acknowledge_by < ?, false) as overdue
     from (${addresseesOnDay}) r join (${sql}) d on d.id = r.document_id and d.kind = 'order'
     join person p on p.id = r.person_id
     where not d.over and not exists (select from acknowledgement a where a.document_id = d.id and a.person_id = r.person_id)
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id, d.published_at desc, d.id desc`,
    [act.today, act.today, ...params],
  );
}
