import { LockMode } from '@mikro-orm/core';
import { Poll } from '#db/forum/poll.ts';
import type { Section } from '#db/forum/section.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** A poll with its topic, locked until the act ends: votes are counted one after another. Refusal: not-found. */
export async function seenPoll(act: Act, id: number): Promise<{ poll: Poll; section: Section }> {
  see(act, 'useForum');
  // The topic is held before the poll, as for who merges topics: else the two would wait for each other.
  await act.em.execute('select from poll p join topic t on t.id = p.topic_id where p.id = ? for key share of t', [id]);
  const poll = await act.em.findOne(Poll, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!poll) throw new Refusal('not-found', 'not-found');
  const { topic } = await act.em.populate(poll, ['topic.section']);
  const { section } = topic;
  if (!section) throw new Refusal('not-found', 'not-found');
  see(act, 'readSection', section);
  return { poll, section };
}

/** Whether nobody votes in it any more. */
export function isOver({ closedAt, endsAt }: { closedAt?: Date | null; endsAt?: Date | null }, at: Date): boolean {
  return Boolean(closedAt) || Boolean(endsAt && endsAt <= at);
}

/** Refusal: conflict once the poll is over. */
export function refuseOver(act: Act, poll: Poll): void {
  if (isOver(poll, act.at)) throw new Refusal('conflict', 'poll/over');
}
