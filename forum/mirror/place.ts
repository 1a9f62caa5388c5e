import type { HouseAct } from '#school/act.ts';
import { findChat } from '#school/chats.ts';
import { mirrorsStandStill } from './living.ts';

/** Where something was said in a mirrored group, and by whom of the school. */
export interface Place {
  linkId: number;
  key: string;
  readers: string[];
  writers: string[];
  standsStill: boolean;
  thread: { id: number; topicId: number | null; title: string | null; ended: boolean } | null;
  /** Whose private chat with the bot it is; nothing for strangers. */
  personId: number | null;
  /** The message has been taken before. */
  taken: boolean;
}

interface At {
  chat: string;
  thread: string;
  message: string;
  from: string | null;
}

/** Nothing when the group mirrors no section. */
export async function placeOf(act: HouseAct, { chat, thread, message, from }: At): Promise<Place | undefined> {
  const [place] = await act.em.execute<Omit<Place, 'standsStill' | 'personId'>[]>(
    `select l.id as "linkId", s.key, s.readers, s.writers,
       exists (select from mirror_message o where o.link_id = l.id and o.from_group = :message) as taken,
       case when m.id is not null then jsonb_build_object('id', m.id, 'topicId', m.topic_id, 'title', m.title,
         'ended', m.ended_at is not null) end as thread
     from mirror_link l join section s on s.id = l.section_id
     left join mirror_thread m on m.link_id = l.id and m.thread = :thread
     where l.chat = :chat and l.ended_at is null`,
    { chat, thread, message },
  );
  if (!place) return undefined;
  const linked = from === null ? undefined : await findChat(act, { messenger: 'telegram', address: from });
  return { ...place, standsStill: await mirrorsStandStill(act), personId: linked?.personId ?? null };
}
