import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { standsInOpen } from './seen-sections.ts';

const unreadDays = 30;

/**
 * What counts as unread: replies by others of the last 30 days that stand after the one the person has read up to;
 * in a topic never opened, all such replies. So a newcomer meets a month of talk, not years of it, and what nobody
 * opened for a month stops asking. A hidden reply counts as before: its trace is there to be seen. The SQL here speaks of topic `t` and the person's reading of it, `r`.
 */
export function unreadParams(act: Act): [personId: number, since: Date] {
  return [act.by.id, new Date(act.at.getTime() - unreadDays * 24 * 60 * 60_000)];
}

/**
 * The person's reading of topic `t` as `r`. Parameter: the person's id. One by one: joined as a table, all that the person
 * has read in years would be gone through for the few topics of a month.
 */
export const withReading = `left join lateral (
  select g.last_number from topic_reading g where g.topic_id = t.id and g.person_id = ? limit 1) r on true`;

/** Whether reply `p` of the topic is unread. Parameters: `unreadParams`. */
export const isUnread = 'p.topic_id = t.id and p.number > coalesce(r.last_number, 0) and p.author_id <> ? and p.at > ?';

/** The number of the topic's first unread reply, or null. Parameters: `unreadParams`. */
export const firstUnread = `(select p.number from reply p where ${isUnread} order by p.number limit 1)`;

/** Whether the topic has anything unread: its last reply tells, and only when that is one's own are the others asked. */
export const hasUnread = `t.last_reply_at > ? and t.reply_count > coalesce(r.last_number, 0)
  and (t.last_reply_by_id <> ? or exists (select 1 from reply p where ${isUnread}))`;

/** The parameters of `hasUnread`. */
export function hasUnreadParams(act: Act): unknown[] {
  const [me, since] = unreadParams(act);
  return [since, me, me, since];
}

/** In how many topics something is unread: the figure on the navigation. */
export async function unreadTopicCount(act: Act): Promise<number> {
  see(act, 'useForum');
  const [row] = await prepared<{ topics: number }>(
    act.em,
    `select count(*)::int as topics from topic t ${withReading} where ${standsInOpen(act.by)} and ${hasUnread}`,
    [act.by.id, ...hasUnreadParams(act)],
  );
  return row!.topics;
}
