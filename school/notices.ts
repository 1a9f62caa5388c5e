import type { HouseAct } from './act.ts';

/** A notice on its way to one chat. */
export interface Errand {
  deliveryId: number;
  kind: string;
  subject: string;
  facts: Record<string, unknown>;
  attempts: number;
}

/** What one chat is to be told now, in order; nobody else takes this chat before `leaseMs` have passed. */
export interface Round {
  chatId: number;
  messenger: string;
  address: string;
  errands: Errand[];
}

/** After so long an errand that was taken and never reported is free again: its courier has died. */
const leaseMs = 90_000;
/** So many of a chat's errands are taken at once. */
const mostErrands = 30;
/** So long notices that gather wait for each other at most. */
const gatheringMs = 60_000;

/**
 * Turns due notices into deliveries, one for each living chat of a reader with an open account; the web chat is everybody's and is
 * opened here when it was never used. Notices of `gathering` kinds wait for a lull, so that marks given one by one are
 * told together, but never longer than a minute. Gives how many notices went out.
 */
export async function sendOut(act: HouseAct, gathering: readonly string[] = []): Promise<number> {
  // Two couriers at once would hand a chat the later notice first.
  const [turn] = await act.em.execute<{ mine: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtext('courier')) as mine`,
  );
  if (!turn!.mine) return 0;
  await refuseOfEnded(act);
  const ids = await takeDue(act, gathering);
  if (ids === '{}') return 0;
  await act.em.execute(
    `insert into chat (person_id, messenger, address, linked_at)
     select distinct reader_id, 'web', reader_id::text, ?::timestamptz from notice where id = any(?)
     on conflict do nothing`,
    [act.at, ids],
  );
  await act.em.execute(
    `insert into delivery (notice_id, chat_id, state, next_attempt_at)
     select n.id, c.id, 'waiting', ?::timestamptz
     from notice n join person p on p.id = n.reader_id and p.deactivated_at is null
       join chat c on c.person_id = p.id and c.ended_at is null
     where n.id = any(?) order by n.id`,
    [act.at, ids],
  );
  return ids.split(',').length;
}

/** The ids of notices to send out now, taken, as text of an array. */
async function takeDue(act: HouseAct, gathering: readonly string[]): Promise<string> {
  const soon = new Date(act.at.getTime() + gatheringMs);
  const aMinuteAgo = new Date(act.at.getTime() - gatheringMs);
  const due = await act.em.execute<{ id: number }[]>(
    `with near as (
       select id, due_at, kind = any(:gathering) as gathers,
         max(due_at) over (partition by reader_id, kind) as last_due, min(due_at) over (partition by reader_id, kind) as first_due,
         min(at) over (partition by reader_id, kind) as first_at
       from notice where sent_out_at is null and due_at <= :soon)
     update notice set sent_out_at = :now where sent_out_at is null and id in (
       select id from near
       where case when gathers then first_due <= :now and (last_due <= :now or first_at <= :aMinuteAgo) else due_at <= :now end
       order by id limit 1000)
     returning id`,
    { gathering: `{${gathering.join(',')}}`, now: act.at, soon, aMinuteAgo },
  );
  return `{${due.map(({ id }) => id).join(',')}}`;
}

/**
 * Takes what waits for up to `most` chats of a messenger, longest waiting first. A chat with an errand in flight or put
 * off is left alone, so that each chat hears things in order; so is one of `except`, whose courier asks for more.
 */
export async function takeRounds(
  act: HouseAct,
  messenger: string,
  { most, except = [] }: { most: number; except?: readonly number[] },
): Promise<Round[]> {
  const chats = await act.em.execute<{ id: number; address: string }[]>(
    `select c.id, c.address
     from (select chat_id, min(id) as first, max(next_attempt_at) as last_attempt
       from delivery where state = 'waiting' group by chat_id) w
     join chat c on c.id = w.chat_id
     where w.last_attempt <= ? and c.messenger = ? and c.ended_at is null and c.id <> all(?)
     order by w.first limit ? for update of c skip locked`,
    [act.at, messenger, `{${except.join(',')}}`, most],
  );
  if (chats.length === 0) return [];
  // Asked anew under the chats' locks: another courier may have taken one in between, and its errands are put ahead now.
  const rows = await act.em.execute<(Errand & { chatId: number })[]>(
    `with waiting as (
       select d.id, d.chat_id, d.attempts, n.kind, n.subject, n.facts,
         row_number() over (partition by d.chat_id order by n.at, n.id, d.id) as place,
         max(d.next_attempt_at) over (partition by d.chat_id) as last_attempt
       from delivery d join notice n on n.id = d.notice_id where d.state = 'waiting' and d.chat_id = any(?)),
     taken as (
       update delivery d set next_attempt_at = ? from waiting w
       where d.id = w.id and w.place <= ? and w.last_attempt <= ? returning d.id)
     select w.id as "deliveryId", w.chat_id as "chatId", w.attempts, w.kind, w.subject, w.facts
     from waiting w join taken t on t.id = w.id order by w.chat_id, w.place`,
    [`{${chats.map(({ id }) => id).join(',')}}`, leaseFrom(act.at), mostErrands, act.at],
  );
  return chats
    .map(({ id, address }) => ({
      ...{ chatId: id, messenger, address },
      errands: rows.filter(row => row.chatId === id).map(({ chatId: _, ...errand }) => errand),
    }))
    .filter(round => round.errands.length > 0);
}

/**
 * The messenger took them: written after sending, never before, so that nothing is lost (3.2f). `left` are still in the same
 * hands: their time begins anew.
 */
export async function recordShown(
  act: HouseAct,
  deliveryIds: number[],
  { messageId, left }: { messageId: string | undefined; left: number[] },
): Promise<void> {
  await act.em.execute(
    `update delivery set state = 'sent', sent_at = ?, attempts = attempts + 1, message_id = ?, error = null where id = any(?)`,
    [act.at, messageId ?? null, `{${deliveryIds.join(',')}}`],
  );
  if (left.length > 0) await putOff(act, left, { nextAttemptAt: leaseFrom(act.at), error: null, failed: false });
}

/** Not now: tried again at `nextAttemptAt`; a messenger that asked to wait is not counted as a failure. */
export async function putOff(
  act: HouseAct,
  deliveryIds: number[],
  { nextAttemptAt, error, failed }: { nextAttemptAt: Date; error: string | null; failed: boolean },
): Promise<void> {
  await act.em.execute(
    `update delivery set next_attempt_at = ?, error = ?, attempts = least(attempts + ?, 1000)
     where id = any(?) and state = 'waiting'`,
    [nextAttemptAt, error, failed ? 1 : 0, `{${deliveryIds.join(',')}}`],
  );
}

/** Refused for good: this message alone, when the channel itself goes on. */
export async function recordRefused(act: HouseAct, deliveryIds: number[], error: string): Promise<void> {
  await act.em.execute(
    `update delivery set state = 'refused', error = ?, attempts = attempts + 1 where id = any(?) and state = 'waiting'`,
    [error, `{${deliveryIds.join(',')}}`],
  );
}

/** The chat is no more (blocked, deactivated): it ends, and what waited for it is refused. */
export async function endChannel(act: HouseAct, chatId: number, why: 'blocked' | 'gone'): Promise<void> {
  await act.em.execute(`update chat set ended_at = ?, end_reason = ? where id = ? and ended_at is null`, [
    act.at,
    why,
    chatId,
  ]);
  await refuseOfEnded(act);
}

/** The messenger moved the chat to another address: what waits goes there at once. It ends where that address is taken. */
export async function moveChannel(act: HouseAct, chatId: number, address: string): Promise<void> {
  const moved = await act.em.execute<{ id: number }[]>(
    `update chat c set address = ? where c.id = ? and not exists (
       select 1 from chat o where o.messenger = c.messenger and o.address = ? and o.ended_at is null)
     returning c.id`,
    [address, chatId, address],
  );
  if (moved.length === 0) return endChannel(act, chatId, 'gone');
  await act.em.execute(`update delivery set next_attempt_at = ? where chat_id = ? and state = 'waiting'`, [
    act.at,
    chatId,
  ]);
}

/** What waits for a chat that has ended, in whatever way, or for a person whose account was closed, will not be told there. */
async function refuseOfEnded(act: HouseAct): Promise<void> {
  await act.em.execute(
    `update delivery d set state = 'refused', error = coalesce(c.end_reason, 'closed')
     from chat c join person p on p.id = c.person_id
     where c.id = d.chat_id and d.state = 'waiting' and (c.ended_at is not null or p.deactivated_at is not null)`,
  );
}

function leaseFrom(at: Date): Date {
  return new Date(at.getTime() + leaseMs);
}
