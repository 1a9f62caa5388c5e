import type { TopicWay } from '#db/forum/subscription.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { pagesFor } from '../numbering.ts';
import { readsSection, standsWhere } from '../seen-sections.ts';

export interface FollowedTopic {
  id: number;
  title: string;
  section: { key: string; name: string };
  lastReplyAt: Date;
  way: TopicWay;
  /** Chosen so; else it is followed because the person has written there. */
  chosen: boolean;
}

export interface SubscriptionsView {
  /** All sections the person reads, with whether they are told of new topics there. */
  sections: { key: string; name: string; followed: boolean }[];
  /** Topics that are followed or muted, the newest activity first, fifty a page. */
  topics: FollowedTopic[];
  total: number;
  page: number;
  pages: number;
}

const perPage = 50;

/** What the person hears of on the forum, as far as they may read it still (3.2h). */
export async function subscriptions(act: Act, query: { page?: number } = {}): Promise<SubscriptionsView> {
  see(act, 'useForum');
  const me = act.by.id;
  const sections = await act.em.execute<SubscriptionsView['sections']>(
    `select s.key, s.name, exists (select from section_subscription w where w.section_id = s.id and w.person_id = ?) as followed
     from section s where s.archived_at is null and ${readsSection(act.by)} order by s.position, s.id`,
    [me],
  );
  const mine = `from topic t join section s on s.id = t.section_id
    left join topic_subscription w on w.topic_id = t.id and w.person_id = :me
    where ${standsWhere(act.by)} and (w.way in ('follow', 'mute')
      or w.way is null and t.id in (select topic_id from reply where author_id = :me))`;
  const [row] = await act.em.execute<{ total: number }[]>(`select count(*)::int as total ${mine}`, { me });
  const { total } = row!;
  const pages = pagesFor(total, perPage);
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  const rows = await act.em.execute<Row[]>(
    `select t.id, t.title, s.key, s.name, t.last_reply_at, w.way ${mine}
     order by t.last_reply_at desc, t.id desc limit :perPage offset :skipped`,
    { me, perPage, skipped: (page - 1) * perPage },
  );
  return { sections, topics: rows.map(topicOf), total, page, pages };
}

interface Row {
  id: number;
  title: string;
  key: string;
  name: string;
  last_reply_at: string;
  way: TopicWay | null;
}

function topicOf({ id, title, key, name, last_reply_at, way }: Row): FollowedTopic {
  const section = { key, name };
  return { id, title, section, lastReplyAt: new Date(last_reply_at), way: way ?? 'follow', chosen: way !== null };
}
