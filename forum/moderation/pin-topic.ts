import type { Act } from '#school/act.ts';
import { announceTopic } from '../announce.ts';
import { readReason } from '../text.ts';
import { moderatedTopic } from './moderated-topic.ts';
import { recordModeration } from './record.ts';

/** Lets a topic stand above the others, or no longer (3.2h). Refusals: not-found, not-allowed; invalid under reason. */
export async function pinTopic(act: Act, id: number, typed: { pinned: boolean; reason: string }): Promise<void> {
  const topic = await moderatedTopic(act, id);
  const reason = readReason(typed.reason);
  if (topic.pinned === typed.pinned) return;
  topic.pinned = typed.pinned;
  recordModeration(act, { deed: typed.pinned ? 'pin' : 'unpin', topic, reason });
  await announceTopic(act, id);
}
