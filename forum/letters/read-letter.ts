import type { Act } from '#school/act.ts';
import { readTopic } from '../read-topic.ts';

/**
 * The actor has read the letter up to that reply; each part keeps the moment it was first read, and its writer sees it.
 * Refusal: not-found.
 */
export async function readLetter(act: Act, topicId: number, upTo: number): Promise<void> {
  await readTopic(act, topicId, upTo, 'letter');
  await act.em.execute(
    `insert into reply_reading (reply_id, person_id, at)
     select r.id, ?, ?::timestamptz from reply r where r.topic_id = ? and r.number <= ? and r.author_id <> ?
     on conflict (reply_id, person_id) do nothing`,
    [act.by.id, act.at, topicId, upTo, act.by.id],
  );
}
