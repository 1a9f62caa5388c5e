import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { seenTopic } from './seen-topic.ts';
import { replyPlace } from './where-now.ts';

/**
 * The topic in which a reply stands now, for who wants to answer there: asked before the words are written. Refusals: not-found,
 * not-allowed; conflict when the topic is closed.
 */
export async function topicToAnswer(act: Act, replyId: number): Promise<{ topicId: number; title: string }> {
  const { topicId } = await replyPlace(act, replyId);
  const topic = await seenTopic(act, topicId, 'talk');
  permit(act, 'writeInSection', topic);
  if (topic.closed) throw new Refusal('conflict', 'forum/topic-closed', { field: 'text' });
  return { topicId, title: topic.title };
}
