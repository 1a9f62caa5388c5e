import { LockMode } from '@mikro-orm/core';
import { Reply } from '#db/forum/reply.ts';
import { ReplyVersion } from '#db/forum/reply-version.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { announceChange } from './announce.ts';
import { markCalls } from './mentions/mark-calls.ts';
import { touchMirror } from './mirror/touch.ts';
import { type SeenKind, seenTopic } from './seen-topic.ts';
import { tellCalledByEdit } from './tell-reply.ts';
import { readText } from './text.ts';

/**
 * Changes one's own reply and marks it as edited; the same text again changes nothing. `version` is the one the
 * editor began from. What a talk said before is kept for the staff; whom the edit
 * calls in addition is told. Refusals: not-found, not-allowed, invalid under
 * text; conflict when the reply is hidden, or has been edited since, so that neither text is lost.
 */
export async function editReply(
  act: Act,
  replyId: number,
  typed: { text: string; version: number },
  kind: SeenKind = 'talk',
): Promise<void> {
  const reply = await act.em.findOne(Reply, { id: replyId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!reply) throw new Refusal('not-found', 'not-found');
  await seenTopic(act, reply.topic.id, kind);
  permit(act, 'editReply', { authorId: reply.author.id });
  if (reply.hiddenAt) throw new Refusal('conflict', 'forum/reply-hidden');
  const typedText = readText(typed.text);
  const { text, called } =
    kind === 'talk' ? await markCalls(act, typedText, reply.text) : { text: typedText, called: [] };
  if (text === reply.text) return;
  if (typed.version !== reply.version) throw new Refusal('conflict', 'reply-conflict', { field: 'text' });
  if (kind === 'talk') keepVersion(act, reply);
  reply.text = text;
  reply.editedAt = act.at;
  if (kind !== 'talk') return;
  await tellCalledByEdit(act, reply, called);
  await touchMirror(act, reply.topic.id);
  await announceChange(act, reply.topic.id, reply.id);
}

/** What was said, by whom and since when: only authors edit their replies. */
function keepVersion(act: Act, reply: Reply): void {
  const { author: by, text, at, editedAt } = reply;
  act.em.create(ReplyVersion, { reply, text, by, at: editedAt ?? at });
}
