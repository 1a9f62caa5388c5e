import type { Act } from '#school/act.ts';
import { announceTopic } from '../announce.ts';
import { touchMirror } from '../mirror/touch.ts';
import { readReason } from '../text.ts';
import { moderatedTopic } from './moderated-topic.ts';
import { recordModeration } from './record.ts';

/** Closes a topic to replies, or opens it again (3.2h). Refusals: not-found, not-allowed; invalid under reason. */
export async function closeTopic(act: Act, id: number, typed: { closed: boolean; reason: string }): Promise<void> {
  const topic = await moderatedTopic(act, id);
  const reason = readReason(typed.reason);
  if ((topic.closedAt !== null) === typed.closed) return;
  topic.closedAt = typed.closed ? act.at : null;
  topic.closedReason = typed.closed ? reason : null;
  recordModeration(act, { deed: typed.closed ? 'close' : 'open', topic, reason });
  await announceTopic(act, id);
  await touchMirror(act, id);
}
