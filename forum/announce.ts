import type { Act } from '#school/act.ts';

/** On this channel of the database each reply is announced as it is committed. */
export const repliesChannel = 'zvonok_replies';

/** Announces a reply to whoever has its topic open now: only where it stands, so that no word of it leaves the charter. */
export async function announceReply(act: Act, topicId: number): Promise<void> {
  await act.em.execute(`select pg_notify('${repliesChannel}', ?)`, [`${topicId}`]);
}
