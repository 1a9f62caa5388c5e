import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';

/** On this channel of the database each reply is announced as it is committed. */
export const repliesChannel = 'zvonok_replies';

/** What a word on the channel says: in which topic, and which reply was changed, or the topic as a whole; neither when a new one has come. */
export function readWord(word: string): { topicId: number; replyId?: number; whole?: boolean } {
  const [topicId = '', what = ''] = word.split(' ');
  if (what === 'whole') return { topicId: Number(topicId), whole: true };
  return { topicId: Number(topicId), ...(what ? { replyId: Number(what) } : {}) };
}

/** Announces a reply to whoever has its topic open now: only where it stands, so that no word of it leaves the charter. */
export async function announceReply(act: Act, topicId: number): Promise<void> {
  await announce(act, `${topicId}`);
}

/** Announces that a reply looks different now (edited, hidden, reacted to): who has its topic open asks for it again. */
export async function announceChange(act: Act, topicId: number, replyId: number): Promise<void> {
  await announce(act, `${topicId} ${replyId}`);
}

/** Announces that a topic looks different now (closed, pinned, moved, judged, split, merged): who has it open asks for the page again. */
export async function announceTopic(act: Act, topicId: number): Promise<void> {
  await announce(act, `${topicId} whole`);
}

async function announce(act: Act, word: string): Promise<void> {
  await prepared(act.em, `select pg_notify('${repliesChannel}', ?)`, [word]);
}
