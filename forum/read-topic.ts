import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { type SeenKind, seenTopic } from './seen-topic.ts';

/** The person has read the topic up to the reply of that number; reading never goes backwards. Refusals: not-found. */
export async function readTopic(act: Act, topicId: number, upTo: number, kind: SeenKind = 'talk'): Promise<void> {
  await seenTopic(act, topicId, kind);
  // The topic is held before the row that notes the reading, as for who merges topics: else the two would wait for each other.
  const read = await prepared(
    act.em,
    `insert into topic_reading as r (person_id, topic_id, last_number, at)
     select ?, t.id, least(?, t.reply_count), ? from topic t where t.id = ? for key share
     on conflict (person_id, topic_id) do update
       set last_number = greatest(r.last_number, excluded.last_number), at = excluded.at
     returning r.id`,
    [act.by.id, upTo, act.at, topicId],
  );
  if (read.length === 0) throw new Refusal('not-found', 'not-found');
}
