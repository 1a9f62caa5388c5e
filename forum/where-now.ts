import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { standsWhere } from './seen-sections.ts';

/** Where a reply of the talk stands now, whatever has been split and merged since. Refusals: not-found. */
export async function replyPlace(act: Act, id: number): Promise<{ topicId: number; number: number }> {
  see(act, 'useForum');
  const [place] = await act.em.execute<{ topicId: number; number: number }[]>(
    `select p.topic_id as "topicId", p.number from reply p join topic t on t.id = p.topic_id and ${standsWhere(act.by)} where p.id = ?`,
    [id],
  );
  if (!place) throw new Refusal('not-found', 'not-found');
  return place;
}

/** The topic that took in the replies of this one; null when there is none. Refusals: not-found to anyone but staff. */
export async function mergedInto(act: Act, id: number): Promise<number | null> {
  see(act, 'useForum');
  const [topic] = await act.em.execute<{ into: number }[]>(
    `select m.id as "into" from topic t join topic m on m.id = t.merged_into_id where t.id = ? and ${standsWhere(act.by, 'm')}`,
    [id],
  );
  return topic?.into ?? null;
}
