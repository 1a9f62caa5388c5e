import { Reply } from '#db/forum/reply.ts';
import type { House } from '#school/house.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { editReply } from '../edit-reply.ts';
import { placeOf } from './place.ts';
import type { Said } from './take-in.ts';

/**
 * The author has changed a message in the group: the reply it has become is edited. What was not taken is not edited either.
 * Refusals: those of `editReply`; conflict also when the reply has been edited on the site since, so that neither text is lost.
 */
export async function takeEdit(house: House, said: Omit<Said, 'answers' | 'album'>): Promise<void> {
  const place = await house.asHouse(act => placeOf(act, said));
  if (!place?.taken || place.standsStill || place.personId === null) return;
  await house.as(place.personId, async act => {
    const [kept] = await act.em.execute<{ id: number; replyId: number; later: boolean }[]>(
      `select m.id, m.reply_id as "replyId", 
         cardinality(m.messages) > 0 or coalesce(r.edited_at > m.sent_at, false) as later
       from mirror_message m join reply r on r.id = m.reply_id where m.link_id = ? and m.from_group = ?`,
      [place.linkId, said.message],
    );
    if (!kept || !may(act.by, 'writeInSection', place)) return;
    const { version, text } = await act.em.findOneOrFail(Reply, { id: kept.replyId });
    if (kept.later && text !== said.text) throw new Refusal('conflict', 'forum/mirror-edited');
    await editReply(act, kept.replyId, { text: said.text, version });
    await act.em.flush();
    await act.em.execute(
      `update mirror_message m set version = r.version, sent_at = ?
       from reply r where r.id = m.reply_id and m.id = ?`,
      [act.at, kept.id],
    );
  });
}
