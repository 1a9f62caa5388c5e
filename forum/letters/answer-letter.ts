import type { Act } from '#school/act.ts';
import type { SentFile } from '#school/files.ts';
import { checkFlood } from '../flood.ts';
import { writeReply } from '../reply.ts';
import { seenTopic } from '../seen-topic.ts';
import { readText } from '../text.ts';
import { tellLetter } from './tell-letter.ts';

export interface LetterAnswer {
  text: string;
  /** The id of an earlier part of this letter. */
  quotes?: number | undefined;
  siteOnly?: boolean | undefined;
  /** Ten at most. */
  files?: readonly SentFile[] | undefined;
}

/** Answers a letter one takes part in; the others are told. Refusals: not-found; invalid under text, quotes and files; too-many. */
export async function answerLetter(act: Act, topicId: number, typed: LetterAnswer): Promise<{ number: number }> {
  const { participantIds } = await seenTopic(act, topicId, 'letter');
  const { siteOnly = false, quotes, files = [] } = typed;
  const text = readText(typed.text, { files: files.length });
  await checkFlood(act);
  const { number, topic } = await writeReply(act, topicId, { kind: 'letter', text, quotes, siteOnly, files });
  const personIds = participantIds.filter(id => id !== act.by.id);
  const { title, student } = topic;
  const studentId = student?.id ?? null;
  await tellLetter(act, { topicId, title, text, siteOnly, number, personIds, studentId, files: files.length });
  return { number };
}
