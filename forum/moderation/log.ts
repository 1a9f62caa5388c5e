import type { moderationDeeds } from '#db/forum/moderation.ts';
import type { Act } from '#school/act.ts';
import type { Actor } from '#school/actor.ts';
import { shortNameOf } from '#school/names.ts';
import { may, permit, see } from '#school/permissions.ts';
import { pagesFor } from '../numbering.ts';
import { readsSection, standsWhere } from '../seen-sections.ts';

export interface ModerationLine {
  deed: (typeof moderationDeeds)[number];
  at: Date;
  by: string;
  reason: string | null;
  /** None where a section itself was changed. */
  topic: { id: number; title: string } | null;
  /** The section that was changed, and what of it: before and after. */
  section: { key: string; name: string } | null;
  change: Record<string, [before: unknown, after: unknown]> | null;
  /** Of «hide» and «restore»: whose words. */
  reply: { id: number; author: string } | null;
  otherTopic: { id: number; title: string } | null;
  fromSection: string | null;
  toSection: string | null;
}

export interface ModerationLogView {
  lines: ModerationLine[];
  page: number;
  pages: number;
}

const perPage = 50;

/** Who kept order in the sections the person reads, how and why, the latest first. Refusals: not-found, not-allowed. */
export async function moderationLog(act: Act, query: { page?: number } = {}): Promise<ModerationLogView> {
  see(act, 'useForum');
  permit(act, 'moderateForum');
  const [row] = await act.em.execute<{ total: number }[]>(
    `select count(*)::int as total from moderation m ${topics} where ${seenIn(act.by)}`,
  );
  const keeps = may(act.by, 'keepSections');
  // A topic may have come from where the reader does not look.
  const named = (section: string) =>
    keeps ? `${section}.name` : `case when ${readsSection(act.by, section)} then ${section}.name end`;
  const pages = pagesFor(row!.total, perPage);
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  const rows = await act.em.execute<(Omit<ModerationLine, 'at'> & { at: string })[]>(
    `select m.deed, m.at, ${shortNameOf('b')} as by, m.reason, m.change, case when t.id is not null then jsonb_build_object('id', t.id, 'title', t.title) end as topic,
       case when c.id is not null then jsonb_build_object('key', c.key, 'name', c.name) end as section,
       case when p.id is not null then jsonb_build_object('id', p.id, 'author', ${shortNameOf('a')}) end as reply,
       case when o.id is not null then jsonb_build_object('id', o.id, 'title', o.title) end as "otherTopic",
       ${named('f')} as "fromSection", ${named('s')} as "toSection"
     from moderation m ${topics} join person b on b.id = m.by_id
     left join reply p on p.id = m.reply_id left join person a on a.id = p.author_id
     left join section f on f.id = m.from_section_id left join section s on s.id = m.to_section_id
     where ${seenIn(act.by)} order by m.at desc, m.id desc limit ? offset ?`,
    [perPage, (page - 1) * perPage],
  );
  return { lines: rows.map(line => ({ ...line, at: new Date(line.at) })), page, pages };
}

/** A topic that has been merged is seen by who sees where its replies went. */
const topics = `left join topic t on t.id = m.topic_id left join section c on c.id = m.section_id left join topic tm on tm.id = t.merged_into_id
  left join topic o on o.id = m.other_topic_id left join topic om on om.id = o.merged_into_id`;

function seenIn(by: Actor): string {
  const seen = (topic: string, into: string) => `(${standsWhere(by, topic)} or ${standsWhere(by, into)})`;
  const keeps = may(by, 'keepSections') ? 'true' : readsSection(by, 'c');
  return `case when m.section_id is not null then ${keeps} else ${seen('t', 'tm')} and (o.id is null or ${seen('o', 'om')}) end`;
}
