import type { HouseAct } from '#school/act.ts';
import { channelMode } from '#school/ways/channels.ts';

/** SQL: the name of the group that mirrors section `s`, for those who write there: their words and names leave the site. */
export const mirroredIn = `(select l.title from mirror_link l where l.section_id = s.id and l.ended_at is null)`;

/** SQL: whether thread `m` of a mirror has not followed its topic yet. */
export const isBehind = 'm.touched > m.looked and m.ended_at is null and m.topic_id is not null';

/** The living mirror of a section; nothing when it has none. */
export async function livingLinkOf(act: HouseAct, sectionId: number): Promise<number | undefined> {
  const [link] = await act.em.execute<{ id: number }[]>(
    'select id from mirror_link where section_id = ? and ended_at is null',
    [sectionId],
  );
  return link?.id;
}

/** The living mirror in a group; nothing when the group mirrors no section. */
export async function livingLinkIn(act: HouseAct, chat: string): Promise<number | undefined> {
  const [link] = await act.em.execute<{ id: number }[]>(
    'select id from mirror_link where chat = ? and ended_at is null',
    [chat],
  );
  return link?.id;
}

/** The mirror that was ended on the site, when the thread was one of its; nothing while the group mirrors anything. */
export async function formerLinkOf(act: HouseAct, at: { chat: string; thread: string }): Promise<number | undefined> {
  const [link] = await act.em.execute<{ id: number }[]>(
    `select l.id from mirror_link l join mirror_thread m on m.link_id = l.id and m.thread = :thread
     where l.chat = :chat and l.end_reason = 'unlinked'
       and not exists (select from mirror_link o where o.chat = l.chat and o.ended_at is null)
     order by l.id desc limit 1`,
    at,
  );
  return link?.id;
}

/** Words of the staff go to Telegram, and are taken from there, only while the registrar has the whole channel on. */
export async function mirrorsStandStill(act: HouseAct): Promise<boolean> {
  return (await channelMode(act, 'telegram')) !== 'open';
}
