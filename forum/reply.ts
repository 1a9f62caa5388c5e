import { LockMode } from '@mikro-orm/core';
import { Reply } from '#db/forum/reply.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { permit, see } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { announceReply } from './announce.ts';
import { checkFlood } from './flood.ts';
import { markCalls } from './mentions/mark-calls.ts';
import { touchMirror } from './mirror/touch.ts';
import { hangFiles, keepFiles } from './reply-files.ts';
import type { SeenKind } from './seen-topic.ts';
import { followAgain } from './subscriptions/follow.ts';
import { tellReply } from './tell-reply.ts';
import { readText } from './text.ts';

export interface NewReply {
  text: string;
  /** The id of a reply of this topic. */
  quotes?: number | undefined;
  /** Ten at most. */
  files?: readonly SentFile[] | undefined;
}

/**
 * Answers in a topic; numbers follow one another without gaps, however many answer at once. Who is called by name,
 * quoted, or follows the topic is told. What is said in a topic that was merged meanwhile stands where its replies
 * went. Refusals: not-found; not-allowed; invalid under text, quotes and files; conflict when the topic is closed; too-many.
 */
export async function reply(
  act: Act,
  topicId: number,
  typed: NewReply,
): Promise<{ id: number; number: number; topicId: number }> {
  see(act, 'useForum');
  const { quotes, files = [] } = typed;
  const text = readText(typed.text, { files: files.length });
  await checkFlood(act);
  const marked = await markCalls(act, text);
  const written = await writeReply(act, topicId, { kind: 'talk', text: marked.text, quotes, files });
  await followAgain(act, written.topic.id);
  await tellReply(act, written, { called: marked.called, files: files.length });
  await announceReply(act, written.topic.id);
  await touchMirror(act, written.topic.id);
  return { id: written.id, number: written.number, topicId: written.topic.id };
}

interface Writing extends NewReply {
  kind: SeenKind;
  siteOnly?: boolean;
}

/** Writes the next reply of a topic of that kind; the caller has asked the charter. Refusals: not-found; conflict; invalid under quotes and files. */
export async function writeReply(act: Act, topicId: number, writing: Writing): Promise<Reply> {
  const { kind, text, siteOnly = false } = writing;
  const topic = await openTopic(act, topicId, kind);
  const wanted = { id: writing.quotes ?? 0, topic: topic.id, hiddenAt: null };
  const quotes = writing.quotes ? await act.em.findOne(Reply, wanted) : null;
  if (writing.quotes && !quotes) invalid('reply-quote', 'quotes');
  const kept = keepFiles(act, writing.files);
  const author = act.em.getReference(Person, act.by.id);
  topic.replyCount += 1;
  topic.lastReplyAt = act.at;
  topic.lastReplyBy = author;
  const reply = act.em.create(Reply, { topic, number: topic.replyCount, author, text, siteOnly, at: act.at, quotes });
  hangFiles(act, reply, kept);
  await act.em.flush();
  return reply;
}

/** Locked until the act ends, so that numbers have no gaps. */
async function openTopic(act: Act, id: number, kind: SeenKind): Promise<Topic> {
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['section'] } as const;
  const topic = await act.em.findOne(Topic, { id, kind }, options);
  if (!topic) throw new Refusal('not-found', 'not-found');
  if (topic.mergedInto) return openTopic(act, topic.mergedInto.id, kind);
  if (kind === 'talk') {
    see(act, 'readSection', topic.section!);
    permit(act, 'writeInSection', topic.section!);
  }
  if (topic.closedAt) throw new Refusal('conflict', 'forum/topic-closed', { field: 'text' });
  return topic;
}
