import type { House } from '#school/house.ts';
import { may } from '#school/permissions.ts';
import { tidyLine } from '#school/typed-text.ts';
import { placeOf } from './place.ts';

interface Begun {
  chat: string;
  thread: string;
  title: string;
  from: string | null;
}

/** Somebody of the staff who may write in the section has begun a thread in the group: its first words will open a topic. */
export async function noteThread(house: House, { title, ...begun }: Begun): Promise<void> {
  const at = { ...begun, message: begun.thread };
  const place = await house.asHouse(act => placeOf(act, at));
  if (!place || place.standsStill || place.thread || place.personId === null) return;
  await house.as(place.personId, async act => {
    if (!may(act.by, 'writeInSection', place)) return;
    await act.em.execute(
      `insert into mirror_thread (link_id, thread, title, introduced) values (?, ?, ?, true) on conflict do nothing`,
      [place.linkId, begun.thread, tidyLine(title)],
    );
  });
}

/** A thread was given another name in the group before its first words: the topic will have it. A topic's own title stays the site's. */
export async function renameThread(house: House, { title, ...at }: Begun): Promise<void> {
  const place = await house.asHouse(act => placeOf(act, { ...at, message: '' }));
  if (!place?.thread) return;
  await house.asHouse(act =>
    act.em.execute('update mirror_thread set title = ?, touched = touched + 1 where id = ?', [
      tidyLine(title),
      place.thread!.id,
    ]),
  );
}
