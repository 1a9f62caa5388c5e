import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { isUnread, unreadParams, withReading } from './unread.ts';

export interface SectionView {
  key: string;
  name: string;
  description: string;
  topics: number;
  /** Topics of the section with something unread. */
  unread: number;
}

/** The sections of the forum in their order, with their topics counted. */
export async function sections(act: Act): Promise<SectionView[]> {
  see(act, 'useForum');
  const [me, since] = unreadParams(act);
  return act.em.execute<SectionView[]>(
    `select s.key, s.name, s.description, count(t.id)::int as topics,
       (count(t.id) filter (where t.last_reply_at > ? and exists (select 1 from reply p where ${isUnread})))::int as unread
     from section s left join topic t on t.section_id = s.id ${withReading}
     group by s.id order by s.position, s.id`,
    [since, me, since, me],
  );
}
