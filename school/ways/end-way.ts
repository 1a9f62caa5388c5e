import type { HouseAct } from '../act.ts';
import { isStillTheirs } from '../tellings/still-theirs.ts';
import { fallOver } from './hand-out.ts';
import { hasConsent, modeOf } from './open-way.ts';

/** One at a time hands notices to chats: two would hand a chat the later one first, or one notice to a chat twice. */
export async function lockCourier(act: HouseAct): Promise<void> {
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('courier'))`);
}

/** The chat is no more (blocked, deactivated): it ends, and what waited for it goes another way. */
export async function endChannel(act: HouseAct, chatId: number, why: 'blocked' | 'gone'): Promise<void> {
  await lockCourier(act);
  await act.em.execute(`update chat set ended_at = ?, end_reason = ? where id = ? and ended_at is null`, [
    act.at,
    why,
    chatId,
  ]);
  await refuseBarred(act);
}

/**
 * What waits where nothing may be told any more is refused with the reason and goes the person's next way: the chat has ended,
 * the account was closed, the student is no longer the reader's own, the consent was withdrawn, the registrar has switched the channel off.
 */
export async function refuseBarred(act: HouseAct): Promise<void> {
  const refused = await act.em.execute<{ notice_id: number }[]>(
    `update delivery d set state = 'refused', error = b.why
     from (
       select w.id, case
           when p.deactivated_at is not null then 'closed'
           when c.ended_at is not null then coalesce(c.end_reason, 'closed')
           when not ${isStillTheirs('n')} then 'ended'
           when c.messenger = 'web' then null
           when ${modeOf('c')} = 'off' then 'off'
           when n.kind <> 'consent-request' and not ${hasConsent('c')} then 'no-consent' end as why
       from delivery w join chat c on c.id = w.chat_id join person p on p.id = c.person_id join notice n on n.id = w.notice_id
       where w.state = 'waiting') b
     where d.id = b.id and b.why is not null
     returning d.notice_id`,
    { today: act.today },
  );
  await fallOver(act, [...new Set(refused.map(row => row.notice_id))]);
}
