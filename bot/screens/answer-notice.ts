import { answerConsultation } from '#forum/consultations/answer.ts';
import { answerLetter } from '#forum/letters/answer-letter.ts';
import { reply } from '#forum/reply.ts';
import { noticeShown } from '#school/shown-notice.ts';
import { tidyText } from '#school/typed-text.ts';
import type { Screen } from '../messenger.ts';
import { looksLikeCredentials } from '../never-passwords.ts';
import { print, type Scene } from '../scene.ts';
import { hint } from './hint.ts';

/**
 * In a messenger one answers the very message: under the notice of a letter it goes into that letter, under one of the forum into its
 * topic, under a consultation's into the question. Nothing for any other message. Refusals: the forum's own.
 */
export async function answerNotice(scene: Scene, messageId: string, typed: string): Promise<Screen | undefined> {
  const { act, chat, press } = scene;
  const notice = await noticeShown(act, chat, messageId);
  if (!notice || !['letter', 'reply', 'consultation', 'consultation-answered'].includes(notice.kind)) return undefined;
  const text = tidyText(typed);
  if (looksLikeCredentials(text)) return hint(scene, 'password');
  const topicId = Number(notice.subject.split(':')[1]);
  if (notice.kind === 'letter') {
    await answerLetter(act, topicId, { text });
    return print(press, 'letter/sent', { to: '', topicId });
  }
  if (notice.kind !== 'reply') {
    await answerConsultation(act, topicId, { text });
    return print(press, 'consultation/sent', { topicId });
  }
  await reply(act, topicId, { text });
  return print(press, 'forum-replied', {});
}
