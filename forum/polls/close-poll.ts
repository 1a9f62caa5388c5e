import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { announceReply } from '../announce.ts';
import { recordModeration } from '../moderation/record.ts';
import { readReason } from '../text.ts';
import { refuseOver, seenPoll } from './seen-poll.ts';

/**
 * Ends a poll before its time: its author does, and who keeps order, who must say why; that stands in the log too (3.2h).
 * Refusals: not-found; not-allowed; conflict once it is over; invalid at reason.
 */
export async function closePoll(act: Act, id: number, typed: { reason: string }): Promise<void> {
  const { poll } = await seenPoll(act, id);
  const authorId = poll.author.id;
  permit(act, 'closePoll', { authorId });
  refuseOver(act, poll);
  const isOwn = authorId === act.by.id;
  const reason = isOwn && typed.reason.trim() === '' ? null : readReason(typed.reason);
  poll.closedAt = act.at;
  poll.closedBy = act.em.getReference(Person, act.by.id);
  poll.closedReason = reason;
  if (!isOwn) recordModeration(act, { deed: 'close-poll', topic: poll.topic, reason });
  await act.em.flush();
  await forgetSecretVoters(act);
  await announceReply(act, poll.topic.id);
}

/**
 * Of secret polls that are over nothing is left but the counts: who has voted is known no more (docs/decisions/023). Each
 * minute.
 */
export async function forgetSecretVoters(act: HouseAct): Promise<void> {
  await act.em.execute(
    `delete from poll_ballot where poll_id in
       (select id from poll where secret and (closed_at is not null or ends_at <= ?))`,
    [act.at],
  );
}
