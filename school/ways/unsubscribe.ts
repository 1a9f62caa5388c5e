import { Chat } from '#db/school/chat.ts';
import type { HouseAct } from '../act.ts';
import { Refusal } from '../refusal.ts';
import { lockCourier, refuseBarred } from './end-way.ts';

/**
 * No more letters to the address whose letter bore the secret (RFC 8058): the way ends, what waits there goes another way. The
 * secret opens nothing else and tells nothing; said twice it is said once. Refusal: not-found.
 */
export async function unsubscribe(act: HouseAct, secret: string): Promise<void> {
  await lockCourier(act);
  const chat = await findWay(act, secret);
  if (chat.endedAt !== null) return;
  chat.endedAt = act.at;
  chat.endReason = 'revoked';
  await act.em.flush();
  await refuseBarred(act);
}

/** Whether letters go to the address of the secret yet. Refusal: not-found. */
export async function isSubscribed(act: HouseAct, secret: string): Promise<boolean> {
  return (await findWay(act, secret)).endedAt === null;
}

async function findWay(act: HouseAct, secret: string): Promise<Chat> {
  const chat = await act.em.findOne(Chat, { messenger: 'email', means: { unsubscribe: secret } });
  if (!chat) throw new Refusal('not-found', 'not-found');
  return chat;
}
