import { type TopicWay, topicWays as ways } from '#db/forum/subscription.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';
import { seenTopic } from '../seen-topic.ts';

export type { TopicWay } from '#db/forum/subscription.ts';

/**
 * How one hears of a topic: of every reply; only of what calls or quotes one, until one writes there again; or, muted, of what
 * calls one by name alone.
 */
export const topicWays = ways;

/** Chooses how the person hears of a topic. Refusals: not-found; invalid under way. */
export async function followTopic(act: Act, topicId: number, typed: string): Promise<void> {
  await seenTopic(act, topicId, 'talk');
  const way: TopicWay = topicWays.find(one => one === typed) ?? invalid('forum/way', 'way');
  await act.em.execute(
    `insert into topic_subscription (person_id, topic_id, way, at) values (:me, :topicId, :way, :at::timestamptz)
     on conflict (person_id, topic_id) do update set way = excluded.way, at = excluded.at`,
    { me: act.by.id, topicId, way, at: act.at },
  );
}

/** Who writes in a topic follows it anew, unless it is muted. */
export async function followAgain(act: Act, topicId: number): Promise<void> {
  await act.em.execute(`delete from topic_subscription where person_id = ? and topic_id = ? and way = 'unfollow'`, [
    act.by.id,
    topicId,
  ]);
}

/** SQL: how a person (an expression) hears of topic `t`: as chosen, else as who has written there or not. */
export const wayOf = (personId: string) => `coalesce(
  (select w.way from topic_subscription w where w.topic_id = t.id and w.person_id = ${personId}),
  case when exists (select from reply p where p.topic_id = t.id and p.author_id = ${personId}) then 'follow' else 'unfollow' end)`;

/** After topics were split or merged: who has chosen something of the one has chosen it of the other too. */
export async function followAlong(act: Act, from: number, to: number): Promise<void> {
  await act.em.execute(
    `insert into topic_subscription (person_id, topic_id, way, at)
     select person_id, :to, way, at from topic_subscription where topic_id = :from
     on conflict (person_id, topic_id) do nothing`,
    { from, to },
  );
}
