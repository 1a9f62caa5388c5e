import type { HouseAct } from './act.ts';
import { isQuietSql, quietParams } from './tellings/hours.ts';
import { urgentKinds } from './tellings/matters.ts';
import { withDigests } from './tellings/with-digests.ts';
import { endChannel, lockCourier } from './ways/end-way.ts';
import { fallOver } from './ways/hand-out.ts';
import { isOpenWay, modeOf } from './ways/open-way.ts';

/** A notice on its way to one chat. */
export interface Errand {
  deliveryId: number;
  kind: string;
  subject: string;
  facts: Record<string, unknown>;
  attempts: number;
  /** The reader wants marks hidden until they are touched. */
  spoiler: boolean;
}

/** What one chat is to be told now, in order; nobody else takes this chat before `leaseMs` have passed. */
export interface Round {
  chatId: number;
  messenger: string;
  address: string;
  /** What the address needs beside itself: the keys of a push subscription. */
  means: Record<string, string> | null;
  /** The channel is switched to «только факт»: nothing about anybody leaves by it. */
  factsOnly: boolean;
  errands: Errand[];
}

/** After so long an errand that was taken and never reported is free again: its courier has died. */
const leaseMs = 90_000;
/** So many of a chat's errands are taken at once. */
const mostErrands = 30;

/**
 * Takes what waits for up to `most` chats of a messenger, longest waiting first. A chat with an errand in flight or put
 * off is left alone, so that each chat hears things in order; so is one of `except`, whose courier asks for more. In a
 * person's quiet hours only what is urgent is taken.
 */
export async function takeRounds(
  act: HouseAct,
  messenger: string,
  { most, except = [] }: { most: number; except?: readonly number[] },
): Promise<Round[]> {
  const hours = { ...quietParams(act), urgent: `{${urgentKinds.join(',')}}` };
  const chats = await act.em.execute<(Omit<Round, 'chatId' | 'messenger' | 'errands'> & { id: number })[]>(
    `select c.id, c.address, c.means, c.messenger <> 'web' and ${modeOf('c')} = 'facts-only' as "factsOnly"
     from (select d.chat_id, min(d.id) as first, max(d.next_attempt_at) as last_attempt, bool_or(n.kind = any(:urgent)) as urgent,
         bool_or(n.kind = 'consent-request') as asks
       from delivery d join notice n on n.id = d.notice_id where d.state = 'waiting' group by d.chat_id) w
     join chat c on c.id = w.chat_id
     where w.last_attempt <= :at and c.messenger = :messenger and c.ended_at is null and c.id <> all(:except)
       and (w.urgent or not ${isQuietSql('c.person_id')}) and (w.asks or ${isOpenWay('c')})
     order by w.first limit :most for update of c skip locked`,
    { ...hours, at: act.at, messenger, except: `{${except.join(',')}}`, most },
  );
  if (chats.length === 0) return [];
  // Asked anew under the chats' locks: another courier may have taken one in between, and its errands are put ahead now.
  const rows = await act.em.execute<(Errand & { chatId: number; noticeId: number })[]>(
    `with waiting as (
       select d.id, d.chat_id, d.notice_id, n.reader_id, d.attempts, n.kind, n.subject, n.facts,
         n.kind = any(:urgent) or not ${isQuietSql('n.reader_id')} as allowed,
         row_number() over (partition by d.chat_id order by n.at, n.id, d.id) as place,
         max(d.next_attempt_at) over (partition by d.chat_id) as last_attempt
       from delivery d join notice n on n.id = d.notice_id where d.state = 'waiting' and d.chat_id = any(:chats)),
     taken as (
       update delivery d set next_attempt_at = :lease from waiting w
       where d.id = w.id and w.allowed and w.place <= :mostErrands and w.last_attempt <= :at returning d.id)
     select w.id as "deliveryId", w.chat_id as "chatId", w.notice_id as "noticeId", w.attempts, w.kind, w.subject, w.facts,
       coalesce(h.spoiler, false) as spoiler
     from waiting w join taken t on t.id = w.id left join telling_hours h on h.person_id = w.reader_id
     order by w.chat_id, w.place`,
    { ...hours, chats: `{${chats.map(({ id }) => id).join(',')}}`, lease: leaseFrom(act.at), mostErrands, at: act.at },
  );
  const errands = await withDigests(act, rows);
  return chats
    .map(({ id, ...chat }) => ({
      ...{ chatId: id, messenger, ...chat },
      errands: errands.filter(row => row.chatId === id).map(({ chatId: _, noticeId: __, ...errand }) => errand),
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

/** Refused for good: this message alone, when the channel itself goes on. It goes the person's next way. */
export async function recordRefused(act: HouseAct, deliveryIds: number[], error: string): Promise<void> {
  await lockCourier(act);
  const refused = await act.em.execute<{ notice_id: number | null }[]>(
    `update delivery d set state = 'refused', error = ?, attempts = attempts + 1 from chat c
     where d.id = any(?) and d.state = 'waiting' and c.id = d.chat_id
     returning case when c.messenger <> 'web' then d.notice_id end as notice_id`,
    [error, `{${deliveryIds.join(',')}}`],
  );
  await fallOver(act, [...new Set(refused.flatMap(row => row.notice_id ?? []))]);
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

function leaseFrom(at: Date): Date {
  return new Date(at.getTime() + leaseMs);
}
