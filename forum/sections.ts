import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { may, see } from '#school/permissions.ts';
import { mirroredIn } from './mirror/living.ts';
import { readsSection } from './seen-sections.ts';
import { hasUnread, hasUnreadParams, withReading } from './unread.ts';

export interface SectionView {
  key: string;
  name: string;
  description: string;
  topics: number;
  /** Topics of the section with something unread. */
  unread: number;
  mayWrite: boolean;
  /** The person is told of each new topic. */
  followed: boolean;
  /** Its topics are suggestions, each with a state. */
  suggestions: boolean;
  /** Put away: nobody writes there. */
  archived: boolean;
  /** The group of Telegram in which it is mirrored. */
  mirroredIn: string | null;
}

/** The sections of the forum the person reads, in their order, with their topics counted. */
export async function sections(act: Act): Promise<SectionView[]> {
  see(act, 'useForum');
  const rows = await prepared<SectionView & { readers: string[]; writers: string[] }>(
    act.em,
    `select s.readers, s.writers, s.suggestions, s.archived_at is not null as archived, s.key, s.name, s.description, ${mirroredIn} as "mirroredIn",
       exists (select from section_subscription w where w.section_id = s.id and w.person_id = ?) as followed,
       (select count(*)::int from topic t where t.section_id = s.id) as topics,
       (select count(*)::int from topic t ${withReading} where t.section_id = s.id and ${hasUnread}) as unread
     from section s where ${readsSection(act.by)} order by s.archived_at is not null, s.position, s.id`,
    [act.by.id, act.by.id, ...hasUnreadParams(act)],
  );
  return rows.map(({ readers, writers, ...section }) => ({
    ...section,
    mayWrite: !section.archived && may(act.by, 'writeInSection', { readers, writers }),
  }));
}
