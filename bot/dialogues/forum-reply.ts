import { ownReply } from '#forum/replies.ts';
import { reply } from '#forum/reply.ts';
import { topicToAnswer } from '#forum/topic-to-answer.ts';
import type { LiveDialogue } from '#school/dialogues.ts';
import { idOf } from '../arguments.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';
import { beginTalk, goOnTalk, type Talk } from './talk.ts';

/* «Ответить» under the news of a topic: what is sent next is the answer, and stands in the topic at once (3.2h). */

interface Answer {
  topicId: number;
  title: string;
  /** Whom it calls in vain. */
  unseen: string[];
}

export const forumReplyTalk: Talk = { name: 'forum-reply', hear, show };

/** Asks for the words of an answer in the topic where that reply stands now. Refusals: not-found, not-allowed; conflict when it is closed. */
export async function answerInTopic(scene: Scene, replyId?: string): Promise<Screen> {
  const { topicId, title } = await topicToAnswer(scene.act, idOf(replyId));
  return beginTalk(scene, forumReplyTalk, { step: 'text', facts: { topicId, title, unseen: [] } });
}

/** Posts an answer; gives what is to be said of it. Refusals: the forum's own. */
export async function postAnswer({ act }: Scene, topicId: number, text: string): Promise<Answer> {
  const written = await reply(act, topicId, { text });
  const { topic, unseen } = await ownReply(act, written.id);
  return { topicId: topic.id, title: topic.title, unseen };
}

async function hear(scene: Scene, dialogue: LiveDialogue, text: string): Promise<Screen> {
  if (text === '') return show(scene, dialogue);
  const { topicId } = dialogue.facts as unknown as Answer;
  const said = await postAnswer(scene, topicId, text);
  return goOnTalk(scene, forumReplyTalk, dialogue, { step: 'sent', facts: { ...said } });
}

async function show({ press }: Scene, { id, step, facts }: LiveDialogue): Promise<Screen> {
  return step === 'sent' ? print(press, 'forum-replied', facts) : print(press, 'forum/answer', { id, ...facts });
}
