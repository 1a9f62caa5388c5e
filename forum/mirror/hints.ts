import type { HouseAct } from '#school/act.ts';
import { sha256 } from '#school/secrets.ts';

/** Whether somebody is to be told in a thread why their words are not taken: once. Of the person only a hash is kept. */
export async function oncePerThread(
  act: HouseAct,
  linkId: number,
  { chat, thread, from }: { chat: string; thread: string; from: string | null },
): Promise<boolean> {
  const told = await act.em.execute<unknown[]>(
    `insert into mirror_hint (link_id, thread, person_hash, at) values (?, ?, ?, ?) on conflict do nothing returning id`,
    [linkId, thread, sha256(`${chat} ${from ?? ''}`), act.at],
  );
  return told.length > 0;
}
