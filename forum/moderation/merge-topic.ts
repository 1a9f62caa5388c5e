import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid } from '#school/refusal.ts';
import { announceTopic } from '../announce.ts';
import { touchMirror } from '../mirror/touch.ts';
import { standsWhere } from '../seen-sections.ts';
import { followAlong } from '../subscriptions/follow.ts';
import { readReason } from '../text.ts';
import { unreadParams } from '../unread.ts';
import { moderatedTopic } from './moderated-topic.ts';
import { keepNewsAmongReaders } from './news-of-reply.ts';
import { recordModeration } from './record.ts';
import { recount } from './recount.ts';

/**
 * Joins a topic to another: all replies stand there in the order of time, numbered anew, and the old address leads
 * there (3.2h). Who has read both reads on where something unread comes first: nothing unread is lost. Refusals:
 * not-found, not-allowed; invalid under into and reason.
 */
export async function mergeTopic(act: Act, id: number, typed: { into: number; reason: string }): Promise<void> {
  const { into: to } = typed;
  if (to === id) invalid('forum/merge-itself', 'into');
  see(act, 'useForum');
  permit(act, 'moderateForum');
  // In one order, whoever merges what: else two would wait for each other.
  await act.em.execute('select id from topic where id in (:id, :to) order by id for update', { id, to });
  const first = await moderatedTopic(act, id);
  const other = await act.em.execute<unknown[]>(`select from topic t where t.id = ? and ${standsWhere(act.by)}`, [to]);
  if (other.length === 0) invalid('forum/merge-target', 'into');
  const reason = readReason(typed.reason);
  const second = await moderatedTopic(act, to);
  recordModeration(act, { deed: 'merge', topic: first, otherTopic: second, reason });
  await act.em.flush();
  const since = unreadParams(act)[1];
  await followAlong(act, id, to);
  for (const step of [readTogether, forget, together, polls, lead]) await act.em.execute(step, { from: id, to, since });
  await recount(act, [to]);
  await keepNewsAmongReaders(act, to);
  for (const topicId of [id, to]) await announceTopic(act, topicId);
  await touchMirror(act, id, to);
}

const joined = `select id, topic_id, number, author_id, at, row_number() over (order by at, id) as place
  from reply where topic_id in (:from, :to)`;

const readTogether = `
  with joined as (${joined}),
  people as (select person_id, max(at) as at from topic_reading where topic_id in (:from, :to) group by person_id)
  insert into topic_reading (person_id, topic_id, last_number, at)
  select p.person_id, :to, coalesce(
    (select min(j.place) - 1 from joined j
      left join topic_reading r on r.topic_id = j.topic_id and r.person_id = p.person_id
      where j.number > coalesce(r.last_number, 0) and j.author_id <> p.person_id and j.at > :since),
    (select count(*) from joined)), p.at
  from people p
  on conflict (person_id, topic_id) do update set last_number = excluded.last_number, at = excluded.at`;

const forget = 'delete from topic_reading where topic_id = :from';

const together = `update reply p set topic_id = :to, number = -j.place from (${joined}) j where j.id = p.id`;

/** A question put to the vote goes on where the replies are. */
const polls = 'update poll set topic_id = :to where topic_id = :from';

/** Whatever led to the old topic leads to the new one at once. */
const lead = `update topic set merged_into_id = :to, section_id = case when id = :from then null else section_id end,
    reply_count = case when id = :from then 0 else reply_count end
  where id = :from or merged_into_id = :from`;
