import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { hasUnread, hasUnreadParams, withReading } from './unread.ts';

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
  return act.em.execute<SectionView[]>(
    `select s.key, s.name, s.description,
       (select count(*)::int from topic t where t.section_id = s.id) as topics,
       (select count(*)::int from topic t ${withReading} where t.section_id = s.id and ${hasUnread}) as unread
     from section s order by s.position, s.id`,
    [act.by.id, ...hasUnreadParams(act)],
  );
}
