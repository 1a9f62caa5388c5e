import { Topic } from '#db/forum/topic.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';
import { announceTopic } from '../announce.ts';
import { touchMirror } from '../mirror/touch.ts';
import { followAlong } from '../subscriptions/follow.ts';
import { readReason, readTitle } from '../text.ts';
import { moderatedTopic } from './moderated-topic.ts';
import { recordModeration } from './record.ts';
import { recount } from './recount.ts';

export interface Splitting {
  /** Ids of replies of the topic: some, not all. */
  replies: readonly number[];
  title: string;
  reason: string;
}

/**
 * Makes a new topic, in the same section, of some replies of another, and gives its id (3.2h). Both keep their order
 * and are numbered anew; what was read stays read, what was not stays unread. Refusals: not-found, not-allowed; invalid
 * under replies, title, reason.
 */
export async function splitTopic(act: Act, id: number, typed: Splitting): Promise<number> {
  const topic = await moderatedTopic(act, id);
  const ids = `{${typed.replies.join()}}`;
  const [chosen] = await act.em.execute<{ count: number }[]>(
    'select count(*)::int as count from reply where topic_id = ? and id = any(?)',
    [id, ids],
  );
  if (chosen!.count === 0) invalid('forum/split-none', 'replies');
  if (chosen!.count === topic.replyCount) invalid('forum/split-all', 'replies');
  const title = readTitle(typed.title);
  const reason = readReason(typed.reason);
  const { section, author, at, lastReplyAt, lastReplyBy } = topic;
  const made = act.em.create(Topic, { section, title, author, at, lastReplyAt, lastReplyBy });
  recordModeration(act, { deed: 'split', topic, otherTopic: made, reason });
  await act.em.flush();
  await followAlong(act, id, made.id);
  const between = { from: id, to: made.id, ids };
  for (const step of [readOfNew, readOfOld, apart]) await act.em.execute(step, between);
  await recount(act, [id, made.id]);
  await announceTopic(act, id);
  await touchMirror(act, id, made.id);
  return made.id;
}

const movedBefore = `(select count(*) from reply p where p.topic_id = :from and p.id = any(:ids) and p.number <= r.last_number)`;

const readOfNew = `
  insert into topic_reading (person_id, topic_id, last_number, at)
  select r.person_id, :to, ${movedBefore}, r.at from topic_reading r where r.topic_id = :from and ${movedBefore} > 0`;

const readOfOld = `update topic_reading r set last_number = r.last_number - ${movedBefore} where r.topic_id = :from`;

const apart = `
  update reply p set topic_id = n.topic_id, number = -n.place
  from (select id, case when id = any(:ids) then :to else :from end as topic_id,
      row_number() over (partition by id = any(:ids) order by number) as place
    from reply where topic_id = :from) n
  where n.id = p.id`;
