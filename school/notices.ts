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

/**
 * Turns due notices into deliveries, one for each living chat of the reader; the web chat is everybody's and is
 * opened here when it was never used. Gives how many notices went out.
 */
export async function sendOut(act: HouseAct): Promise<number> {
  const due = await act.em.execute<{ id: number }[]>(
    `update notice set sent_out_at = ? where id in (
       select id from notice where sent_out_at is null and due_at <= ? order by id limit 1000 for update skip locked)
     returning id`,
    [act.at, act.at],
  );
  if (due.length === 0) return 0;
  const ids = `{${due.map(({ id }) => id).join(',')}}`;
  await act.em.execute(
    `insert into chat (person_id, messenger, address, linked_at)
     select distinct reader_id, 'web', reader_id::text, ?::timestamptz from notice where id = any(?)
     on conflict (messenger, address) where ended_at is null do nothing`,
    [act.at, ids],
  );
  await act.em.execute(
    `insert into delivery (notice_id, chat_id, state, next_attempt_at)
     select n.id, c.id, 'waiting', ?::timestamptz
     from notice n join chat c on c.person_id = n.reader_id and c.ended_at is null
     where n.id = any(?) order by n.id`,
    [act.at, ids],
  );
  return due.length;
}

/**
 * Takes what waits for up to `most` chats of a messenger. A chat with an errand in flight or put off is left alone,
 * so that each chat hears things in order.
 */
export async function takeRounds(act: HouseAct, messenger: string, most: number): Promise<Round[]> {
  const rows = await act.em.execute<(Omit<Errand, 'deliveryId'> & { id: number; chat_id: number; address: string })[]>(
    `with ready as (
       select c.id, c.address from chat c
       where c.messenger = ? and c.ended_at is null
         and exists (select 1 from delivery d where d.chat_id = c.id and d.state = 'waiting' and d.next_attempt_at <= ?)
         and not exists (select 1 from delivery d where d.chat_id = c.id and d.state = 'waiting' and d.next_attempt_at > ?)
       order by c.id limit ? for update skip locked),
     taken as (
       update delivery d set next_attempt_at = ? from ready
       where d.chat_id = ready.id and d.state = 'waiting'
       returning d.id, d.notice_id, d.chat_id, d.attempts, ready.address)
     select taken.id, taken.chat_id, taken.address, taken.attempts, n.kind, n.subject, n.facts
     from taken join notice n on n.id = taken.notice_id order by taken.chat_id, n.at, n.id`,
    [messenger, act.at, act.at, most, new Date(act.at.getTime() + leaseMs)],
  );
  const rounds = new Map<number, Round>();
  for (const { id, chat_id, address, ...errand } of rows) {
    const round = rounds.get(chat_id) ?? { chatId: chat_id, messenger, address, errands: [] };
    round.errands.push({ deliveryId: id, ...errand });
    rounds.set(chat_id, round);
  }
  return [...rounds.values()];
}

/** The messenger took them: written after sending, never before, so that nothing is lost (3.2f). */
export async function recordShown(act: HouseAct, deliveryIds: number[], messageId: string | undefined): Promise<void> {
  await act.em.execute(
    `update delivery set state = 'sent', sent_at = ?, attempts = attempts + 1, message_id = ?, error = null where id = any(?)`,
    [act.at, messageId ?? null, `{${deliveryIds.join(',')}}`],
  );
}

/** Not now: tried again at `nextAttemptAt`; a messenger that asked to wait is not counted as a failure. */
export async function putOff(
  act: HouseAct,
  deliveryIds: number[],
  { nextAttemptAt, error, failed }: { nextAttemptAt: Date; error: string; failed: boolean },
): Promise<void> {
  await act.em.execute(
    `update delivery set next_attempt_at = ?, error = ?, attempts = attempts + ? where id = any(?) and state = 'waiting'`,
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
  await act.em.execute(`update delivery set state = 'refused', error = ? where chat_id = ? and state = 'waiting'`, [
    why,
    chatId,
  ]);
}

/** The messenger moved the chat to another address: what waits goes there at once. */
export async function moveChannel(act: HouseAct, chatId: number, address: string): Promise<void> {
  await act.em.execute(`update chat set address = ? where id = ?`, [address, chatId]);
  await act.em.execute(`update delivery set next_attempt_at = ? where chat_id = ? and state = 'waiting'`, [
    act.at,
    chatId,
  ]);
}

/** How many wait, and since when the oldest: the queue's health. */
export async function waitingDeliveries(act: HouseAct): Promise<{ count: number; oldest: Date | null }> {
  const [row] = await act.em.execute<{ count: number; oldest: Date | null }[]>(
    `select count(*)::int as count, min(n.due_at) as oldest
     from delivery d join notice n on n.id = d.notice_id where d.state = 'waiting'`,
  );
  return row!;
}
