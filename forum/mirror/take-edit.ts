import { Reply } from '#db/forum/reply.ts';
import type { House } from '#school/house.ts';
import { may } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { editReply } from '../edit-reply.ts';
import { placeOf } from './place.ts';
import type { Said } from './take-in.ts';

interface Edited extends Omit<Said, 'answers' | 'album' | 'files' | 'wordless'> {
  /** The text for a reply on which nothing hangs: it names what stays in the group. */
  noted: string;
}

/**
 * The author has changed a message in the group: the reply it has become is edited. What was not taken is not edited either.
 * Refusals: those of `editReply`; conflict also when the reply has been edited on the site since, so that neither text is lost.
 */
export async function takeEdit(house: House, said: Edited): Promise<void> {
  const place = await house.asHouse(act => placeOf(act, said));
  if (!place?.taken || place.standsStill || place.personId === null) return;
  await house.as(place.personId, async act => {
    const [kept] = await act.em.execute<{ id: number; replyId: number; later: boolean; hung: boolean }[]>(
      `select m.id, m.reply_id as "replyId",
         exists (select from reply_file h where h.reply_id = r.id and h.removed_at is null) as hung,
         cardinality(m.messages) > 0 or coalesce(r.edited_at > m.sent_at, false) as later
       from mirror_message m join reply r on r.id = m.reply_id where m.link_id = ? and m.from_group = ?`,
      [place.linkId, said.message],
    );
    if (!kept || !may(act.by, 'writeInSection', place)) return;
    const { version, text: before } = await act.em.findOneOrFail(Reply, { id: kept.replyId });
    const text = kept.hung ? said.text : said.noted;
    if (kept.later && before !== text) throw new Refusal('conflict', 'forum/mirror-edited');
    await editReply(act, kept.replyId, { text, version });
    await act.em.flush();
    await act.em.execute(
      `update mirror_message m set version = r.version, sent_at = ?
       from reply r where r.id = m.reply_id and m.id = ?`,
      [act.at, kept.id],
    );
  });
}
