import { LockMode } from '@mikro-orm/core';
import { Reply } from '#db/forum/reply.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';

/** A reply, locked until the act ends; whether it may be seen the caller asks. Refusals: not-found. */
export async function heldReply(act: Act, id: number): Promise<Reply> {
  // The topic first, as for who answers, splits and merges: else one who quotes the reply and we would wait for each other.
  await act.em.execute(
    'select from topic where id = (select r.topic_id from reply r where r.id = ?) for no key update',
    [id],
  );
  const reply = await act.em.findOne(Reply, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!reply) throw new Refusal('not-found', 'not-found');
  return reply;
}
