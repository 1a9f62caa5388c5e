import type { Reply } from '#db/forum/reply.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { excerpt } from '#school/typed-text.ts';
import { announceChange } from '../announce.ts';
import { heldReply } from '../held-reply.ts';
import { unmarkedNames } from '../mentions/marks.ts';
import { touchMirror } from '../mirror/touch.ts';
import { seenTopic } from '../seen-topic.ts';
import { readReason } from '../text.ts';
import { keepNewsAmongReaders, quoteInNews } from './news-of-reply.ts';
import { recordModeration } from './record.ts';

/**
 * Hides a reply: its place and the reason stay for everybody, its words for its author and who keeps order (3.2h). Of
 * one's own words no reason is asked. Refusals: not-found, not-allowed; invalid under reason.
 */
export async function hideReply(act: Act, id: number, typed: { reason: string }): Promise<void> {
  const reply = await lockedReply(act, id);
  const authorId = reply.author.id;
  permit(act, 'hideReply', { authorId });
  const reason = reasonOf(act, authorId, typed.reason);
  if (reply.hiddenAt) return;
  Object.assign(reply, { hiddenAt: act.at, hiddenBy: act.em.getReference(Person, act.by.id), hiddenReason: reason });
  recordModeration(act, { deed: 'hide', topic: reply.topic, reply, reason });
  await quoteInNews(act, id, null);
  await announceChange(act, reply.topic.id, id);
  await touchMirror(act, reply.topic.id);
}

/** Shows a hidden reply again. Refusals: not-found, not-allowed; invalid under reason. */
export async function restoreReply(act: Act, id: number, typed: { reason: string }): Promise<void> {
  const reply = await lockedReply(act, id);
  const authorId = reply.author.id;
  permit(act, 'restoreReply', { authorId, hiddenById: reply.hiddenBy?.id ?? null });
  const reason = reasonOf(act, authorId, typed.reason);
  if (!reply.hiddenAt) return;
  Object.assign(reply, { hiddenAt: null, hiddenBy: null, hiddenReason: null });
  recordModeration(act, { deed: 'restore', topic: reply.topic, reply, reason });
  await quoteInNews(act, id, excerpt(unmarkedNames(reply.text)));
  await keepNewsAmongReaders(act, reply.topic.id);
  await announceChange(act, reply.topic.id, id);
  await touchMirror(act, reply.topic.id);
}

async function lockedReply(act: Act, id: number): Promise<Reply> {
  const reply = await heldReply(act, id);
  await seenTopic(act, reply.topic.id, 'talk');
  return reply;
}

function reasonOf(act: Act, authorId: number, typed: string): string | null {
  return authorId === act.by.id && typed.trim() === '' ? null : readReason(typed);
}
