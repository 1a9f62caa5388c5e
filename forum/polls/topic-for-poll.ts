import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { seenTopic } from '../seen-topic.ts';

/** The topic in which a poll is to begin, for its form. Refusals: not-found, not-allowed. */
export async function topicForPoll(act: Act, id: number): Promise<{ id: number; title: string }> {
  const topic = await seenTopic(act, id, 'talk');
  permit(act, 'beginPoll', topic);
  return { id, title: topic.title };
}
