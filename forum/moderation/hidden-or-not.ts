import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type ReplyOfTopic, replyWithTopic } from '../replies.ts';

/** A reply with its topic, for the form that hides it or shows it again. Refusals: not-found, not-allowed. */
export async function hiddenOrNot(act: Act, id: number): Promise<ReplyOfTopic> {
  const reply = await replyWithTopic(act, id, 'talk');
  permit(act, 'hideReply', { authorId: reply.author.id });
  if (reply.hidden && !reply.mayRestore) throw new Refusal('not-allowed', 'not-allowed/restoreReply');
  return reply;
}
