import { LockMode } from '@mikro-orm/core';
import { Topic } from '#db/forum/topic.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** A topic of the talk, locked, for whoever keeps order. Refusals: not-found, not-allowed. */
export async function moderatedTopic(act: Act, id: number): Promise<Topic> {
  see(act, 'useForum');
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['section'] } as const;
  const topic = await act.em.findOne(Topic, { id, kind: 'talk', mergedInto: null }, options);
  if (!topic) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', topic.section!);
  permit(act, 'moderateForum');
  return topic;
}
