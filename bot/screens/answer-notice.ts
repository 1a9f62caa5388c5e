import { answerConsultation } from '#forum/consultations/answer.ts';
import { answerLetter } from '#forum/letters/answer-letter.ts';
import { replyPlace } from '#forum/where-now.ts';
import { noticeShown } from '#school/shown-notice.ts';
import { tidyText } from '#school/typed-text.ts';
import { postAnswer } from '../dialogues/forum-reply.ts';
import type { Screen } from '../messenger.ts';
import { looksLikeCredentials } from '../never-passwords.ts';
import { print, type Scene } from '../scene.ts';
import { hint } from './hint.ts';

const ofForum = ['reply', 'mention', 'topic', 'suggestion'];

/**
 * In a messenger one answers the very message: under the notice of a letter it goes into that letter, under one of the forum into its
 * topic, under a consultation's into the question. Nothing for any other message. Refusals: the forum's own.
 */
export async function answerNotice(scene: Scene, messageId: string, typed: string): Promise<Screen | undefined> {
  const { act, chat, press } = scene;
  const notice = await noticeShown(act, chat, messageId);
  if (!notice || ![...ofForum, 'letter', 'consultation', 'consultation-answered'].includes(notice.kind))
    return undefined;
  const text = tidyText(typed);
  if (looksLikeCredentials(text)) return hint(scene, 'password');
  const topicId = Number(notice.subject.split(':')[1]);
  if (notice.kind === 'letter') {
    await answerLetter(act, topicId, { text });
    return print(press, 'letter/sent', { to: '', topicId });
  }
  if (!ofForum.includes(notice.kind)) {
    await answerConsultation(act, topicId, { text });
    return print(press, 'consultation/sent', { topicId });
  }
  return print(press, 'forum-replied', await postAnswer(scene, await topicNow(scene, notice), text));
}

/** Where the reply stands now of which the notice speaks: topics may have been split since. */
async function topicNow(
  { act }: Scene,
  { subject, facts }: { subject: string; facts: { replyId?: unknown } },
): Promise<number> {
  if (typeof facts.replyId === 'number') return (await replyPlace(act, facts.replyId)).topicId;
  return Number(subject.split(':')[1]);
}
