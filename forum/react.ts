import { type ReactionKind, reactionKinds } from '#db/forum/reaction.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { announceChange } from './announce.ts';
import { seenTopic } from './seen-topic.ts';

/**
 * Puts a sign under a reply of another, or takes it back; without `on` whichever it was not. Nobody is told. Refusals: not-found;
 * not-allowed for one's own; invalid under kind; conflict when the reply is hidden or the topic closed or put away.
 */
export async function react(act: Act, replyId: number, { kind, on }: { kind: string; on?: boolean }): Promise<void> {
  const reply = await replyToReact(act, replyId);
  if (!isKind(kind)) invalid('forum/reaction', 'kind');
  const which = { replyId, kind, me: act.by.id };
  const taken =
    on === true ? [] : await act.em.execute<unknown[]>(`delete from reaction where ${one} returning id`, which);
  const given =
    on === false || taken.length > 0
      ? []
      : await act.em.execute<unknown[]>(
          `insert into reaction (reply_id, kind, person_id, at) values (:replyId, :kind, :me, :at)
           on conflict do nothing returning id`,
          { ...which, at: act.at },
        );
  if (taken.length + given.length > 0) await announceChange(act, reply.topicId, replyId);
}

const one = 'reply_id = :replyId and kind = :kind and person_id = :me';

interface ReplyFacts {
  topicId: number;
  authorId: number;
  isHidden: boolean;
}

async function replyToReact(act: Act, id: number): Promise<ReplyFacts> {
  const [reply] = await act.em.execute<ReplyFacts[]>(
    'select topic_id as "topicId", author_id as "authorId", hidden_at is not null as "isHidden" from reply where id = ?',
    [id],
  );
  if (!reply) throw new Refusal('not-found', 'not-found');
  const topic = await seenTopic(act, reply.topicId, 'talk');
  permit(act, 'reactToReply', reply);
  if (reply.isHidden) throw new Refusal('conflict', 'forum/reply-hidden');
  if (topic.closed || topic.archivedAt) throw new Refusal('conflict', 'forum/topic-closed');
  return reply;
}

function isKind(kind: string): kind is ReactionKind {
  return (reactionKinds as readonly string[]).includes(kind);
}
