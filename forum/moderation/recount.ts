import type { Act } from '#school/act.ts';

/**
 * After replies came or went: turns the new numbers, written as negative ones lest two replies share one for a moment,
 * and counts the topics anew. What a topic opens with and ends with follows from its replies.
 */
export async function recount(act: Act, topicIds: readonly number[]): Promise<void> {
  const topics = `{${topicIds.join()}}`;
  await act.em.execute('update reply set number = -number where topic_id = any(?) and number < 0', [topics]);
  await act.em.execute(
    `update topic t set reply_count = l.number, at = f.at, author_id = f.author_id,
       last_reply_at = l.at, last_reply_by_id = l.author_id
     from reply f, (select distinct on (topic_id) * from reply where topic_id = any(:topics) order by topic_id, number desc) l
     where t.id = any(:topics) and f.topic_id = t.id and f.number = 1 and l.topic_id = t.id`,
    { topics },
  );
}
