import type { MessengerName } from '#db/school/chat.ts';
import type { HouseAct } from './act.ts';

/** An update as its messenger gave it: `updateId` is the messenger's own number, the same when it repeats itself. */
export interface GivenUpdate {
  updateId: number;
  body: object;
}

/** An update that is stored and not worked yet. */
export interface StoredUpdate {
  id: number;
  body: unknown;
}

/**
 * Stores updates before the messenger hears that they arrived, so that none is lost. Gives those that are new, in the order
 * given: a repeat is already here. Numbers may jump, so nothing but equality is read from them.
 */
export async function storeUpdates(
  act: HouseAct,
  messenger: MessengerName,
  updates: readonly GivenUpdate[],
): Promise<StoredUpdate[]> {
  const stored = await act.em.execute<StoredUpdate[]>(
    `insert into incoming_update (messenger, update_id, body, received_at)
     select ?, (u->>'updateId')::bigint, u->'body', ?::timestamptz
     from jsonb_array_elements(?::jsonb) with ordinality as given(u, place) order by place
     on conflict (messenger, update_id) do nothing returning id, body`,
    [messenger, act.at, JSON.stringify(updates)],
  );
  return stored.toSorted((one, other) => one.id - other.id);
}

/** What the last run stored and did not finish, in order. */
export async function unfinishedUpdates(act: HouseAct, messenger: MessengerName): Promise<StoredUpdate[]> {
  return act.em.execute<StoredUpdate[]>(
    `select id, body from incoming_update where messenger = ? and done_at is null order by id`,
    [messenger],
  );
}

/** The update has been worked. What the person wrote is not kept here; its number stays, to know a repeat by. */
export async function finishUpdate(act: HouseAct, id: number): Promise<void> {
  await act.em.execute(`update incoming_update set done_at = ?, body = '{}' where id = ?`, [act.at, id]);
}
