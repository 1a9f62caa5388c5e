import { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { hasUnread, hasUnreadParams, withReading } from './unread.ts';

/** All that is unread in a section counts as read from now on. Refusals: not-found. */
export async function readSection(act: Act, key: string): Promise<void> {
  see(act, 'useForum');
  const section = await act.em.findOne(Section, { key });
  if (!section) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', section);
  // Topics are held in one order before the rows that note the reading, as for who opens one of them.
  await act.em.execute(
    `with held as (
       select t.id, t.reply_count from topic t where t.id in (
         select t.id from topic t ${withReading} where t.section_id = ? and ${hasUnread})
       order by t.id for key share)
     insert into topic_reading as r (person_id, topic_id, last_number, at)
     select ?::int, h.id, h.reply_count, ?::timestamptz from held h
     on conflict (person_id, topic_id) do update
       set last_number = greatest(r.last_number, excluded.last_number), at = excluded.at`,
    [act.by.id, section.id, ...hasUnreadParams(act), act.by.id, act.at],
  );
}
