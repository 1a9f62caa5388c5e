import { Chat, type MessengerName } from '#db/school/chat.ts';
import { Person } from '#db/school/person.ts';
import type { Act, HouseAct } from '../act.ts';
import { Refusal } from '../refusal.ts';
import { machineSecret } from '../secrets.ts';

/** Where a person may be written to. */
export interface Way {
  messenger: Exclude<MessengerName, 'web'>;
  address: string;
  means?: Record<string, string>;
}

/** Gives the person a further way. One that is theirs already stays, with the keys it has now. */
export async function addWay(act: HouseAct, personId: number, { messenger, address, means }: Way): Promise<void> {
  const mine = await act.em.findOne(Chat, { messenger, address, person: personId, endedAt: null });
  if (mine) {
    mine.means = means ?? mine.means;
    return;
  }
  const person = act.em.getReference(Person, personId);
  const chat = act.em.create(Chat, {
    messenger,
    address,
    person,
    linkedAt: act.at,
    means: means ?? meansOf(act, messenger),
  });
  await act.em.flush();
  await settleSpare(act, chat.id);
}

/** A letter bears the secret with which its reader ends the letters without signing in (RFC 8058). */
function meansOf(act: HouseAct, messenger: Way['messenger']): Record<string, string> | null {
  return messenger === 'email' ? { unsubscribe: machineSecret(act.world) } : null;
}

/**
 * What is in use when a way has been added: a messenger or a browser takes the place of what was there, e-mail comes behind it.
 * The others are spare from now on, until the person says otherwise.
 */
export async function settleSpare(act: HouseAct, chatId: number): Promise<void> {
  await act.em.execute(
    `update chat o set spare = true from chat c
     where c.id = :chatId and o.person_id = c.person_id and o.ended_at is null and o.messenger not in ('web', c.messenger)
       and c.messenger <> 'email'`,
    { chatId },
  );
  await act.em.execute(
    `update chat c set spare = true where c.id = :chatId and c.messenger = 'email' and exists (
       select from chat o where o.person_id = c.person_id and o.ended_at is null and o.messenger not in ('web', 'email') and not o.spare)`,
    { chatId },
  );
}

/** Uses one of my ways always, or only when the others fail. Refusal: not-found for anybody else's. */
export async function useWay(act: Act, chatId: number, { spare }: { spare: boolean }): Promise<void> {
  const chat = await act.em.findOne(Chat, { id: chatId, person: act.by.id, messenger: { $ne: 'web' }, endedAt: null });
  if (!chat) throw new Refusal('not-found', 'not-found');
  chat.spare = spare;
}

/** I know that this way of mine is lost: the pages say so no longer. Refusal: not-found. */
export async function noteLoss(act: Act, chatId: number): Promise<void> {
  const chat = await act.em.findOne(Chat, { id: chatId, person: act.by.id, endReason: ['blocked', 'gone'] });
  if (!chat) throw new Refusal('not-found', 'not-found');
  chat.lossSeenAt = act.at;
}
