import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';

const unreadDays = 30;

/**
 * What counts as unread: replies by others of the last 30 days that stand after the one the person has read up to;
 * in a topic never opened, all such replies. So a newcomer meets a month of talk, not years of it, and what nobody
 * opened for a month stops asking. The condition is on reply `p` of topic `t` with the person's reading `r`.
 */
export const isUnread = `p.topic_id = t.id and p.number > coalesce(r.last_number, 0) and p.author_id <> ? and p.at > ?`;

/** The two parameters of `isUnread`. */
export function unreadParams(act: Act): [personId: number, since: Date] {
  return [act.by.id, new Date(act.at.getTime() - unreadDays * 24 * 60 * 60_000)];
}

/** The person's reading of topic `t` as `r`, one parameter: the person's id. */
export const withReading = 'left join topic_reading r on r.topic_id = t.id and r.person_id = ?';

/** In how many topics something is unread: the figure on the navigation. */
export async function unreadTopicCount(act: Act): Promise<number> {
  see(act, 'useForum');
  const [me, since] = unreadParams(act);
  const [row] = await act.em.execute<{ topics: number }[]>(
    `select count(*)::int as topics from topic t ${withReading}
     where t.last_reply_at > ? and exists (select 1 from reply p where ${isUnread})`,
    [me, since, me, since],
  );
  return row!.topics;
}
