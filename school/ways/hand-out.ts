import type { HouseAct } from '../act.ts';
import { guardingKinds } from '../tellings/matters.ts';
import { isStillTheirs } from '../tellings/still-theirs.ts';
import { isOpenWay, rankOf } from './open-way.ts';

/**
 * Gives each notice to the chats of its reader: to the one on the site always, and to every channel in use, or to those its reader
 * has chosen for it. A spare channel is used where there is no other, and for what guards the account. Nobody with a closed account is told anything.
 */
export async function handOut(act: HouseAct, noticeIds: readonly number[]): Promise<void> {
  if (noticeIds.length === 0) return;
  const notices = `{${noticeIds.join(',')}}`;
  await act.em.execute(
    `insert into chat (person_id, messenger, address, linked_at)
     select distinct reader_id, 'web', reader_id::text, :at::timestamptz from notice where id = any(:notices)
     on conflict do nothing`,
    { notices, at: act.at },
  );
  await act.em.execute(
    `insert into delivery (notice_id, chat_id, state, next_attempt_at)
     select n.id, c.id, 'waiting', :at::timestamptz
     from notice n join person p on p.id = n.reader_id and p.deactivated_at is null
       join chat c on c.person_id = p.id and c.ended_at is null and ${isOpenWay('c')}
     where n.id = any(:notices) and (c.messenger = 'web' or n.kind = any(:guarding) or ${isWanted})
     order by n.id`,
    { notices, at: act.at, guarding: `{${guardingKinds.join(',')}}` },
  );
}

/** Of each person's open channels: the main ones; without any, the first of the spare ones. */
const isInUse = `c.messenger in (
  select w.messenger from (
    select m.messenger, m.spare, rank() over (order by m.spare, case when m.spare then ${rankOf('m')} end) as place
    from chat m where m.person_id = c.person_id and m.ended_at is null and m.messenger <> 'web' and ${isOpenWay('m')}) w
  where w.place = 1)`;

/** Chosen by the reader for this very notice, while one of the chosen ways is open; else in use. */
const isWanted = `case when n.ways is null then ${isInUse}
  when cardinality(n.ways) = 0 then false
  when exists (select from chat w where w.person_id = c.person_id and w.ended_at is null and w.messenger = any(n.ways) and ${isOpenWay('w')})
    then c.messenger = any(n.ways)
  else ${isInUse} end`;

/**
 * What a channel could not tell goes to the person's next one: the notices named, where nothing outside the site has told
 * them or still may. Held by whoever holds the courier's lock.
 */
export async function fallOver(act: HouseAct, noticeIds: readonly number[]): Promise<void> {
  if (noticeIds.length === 0) return;
  await act.em.execute(
    `insert into delivery (notice_id, chat_id, state, next_attempt_at)
     select f.notice_id, f.chat_id, 'waiting', :at::timestamptz
     from (
       select n.id as notice_id, c.id as chat_id,
         rank() over (partition by n.id order by c.spare, case when c.spare then ${rankOf('c')} end) as place
       from notice n join person p on p.id = n.reader_id and p.deactivated_at is null
         join chat c on c.person_id = p.id and c.ended_at is null and c.messenger <> 'web' and ${isOpenWay('c')}
       where n.id = any(:notices) and ${isStillTheirs('n')}
         and not exists (select from delivery d join chat o on o.id = d.chat_id
           where d.notice_id = n.id and (d.chat_id = c.id or (o.messenger <> 'web' and d.state <> 'refused')))) f
     where f.place = 1 order by f.notice_id`,
    { notices: `{${noticeIds.join(',')}}`, at: act.at, today: act.today },
  );
}
