import { Section } from '#db/forum/section.ts';
import type { SuggestionState } from '#db/forum/topic.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { pagesFor, topicsPerPage } from './numbering.ts';
import { standsInOpen } from './seen-sections.ts';
import { stateOf } from './suggestions.ts';
import { hasUnread, hasUnreadParams, isUnread, unreadParams, withReading } from './unread.ts';

export interface TopicLine {
  id: number;
  title: string;
  section: { key: string; name: string };
  author: string;
  at: Date;
  /** Answers to the opening text. */
  answers: number;
  lastReply: { by: string; at: Date; number: number };
  unread: number;
  firstUnread: number | null;
  /** Stands above the others. */
  pinned: boolean;
  /** Takes no more replies. */
  closed: boolean;
  /** Of a suggestion: what has come of it. */
  state: SuggestionState | null;
}

export interface TopicsView {
  topics: TopicLine[];
  total: number;
  page: number;
  pages: number;
  mayModerate: boolean;
  mayKeepMirrors: boolean;
  mayKeepSections: boolean;
}

/**
 * Topics with the newest activity first under those that are pinned, 30 a page; of one section when its key is given, of
 * one state where topics are suggestions. A page after the last is the
 * last. Refusals: not-found for an unknown section.
 */
export async function topics(
  act: Act,
  query: { section?: string; page?: number; state?: SuggestionState } = {},
): Promise<TopicsView> {
  see(act, 'useForum');
  const section = query.section === undefined ? null : await act.em.findOne(Section, { key: query.section });
  if (query.section !== undefined && !section) throw new Refusal('not-found', 'not-found');
  if (section) see(act, 'readSection', section);
  const chosen = section
    ? ofState({ where: 't.section_id = ?', params: [section.id] }, section.suggestions ? query.state : undefined)
    : { where: standsInOpen(act.by), params: [] };
  const [row] = await prepared<{ total: number }>(
    act.em,
    `select count(*)::int as total from topic t where ${chosen.where}`,
    chosen.params,
  );
  const { total } = row!;
  const pages = pagesFor(total, topicsPerPage);
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  return {
    topics: await lines(act, {
      ...chosen,
      order: pinnedFirst,
      limit: topicsPerPage,
      offset: (page - 1) * topicsPerPage,
    }),
    total,
    page,
    pages,
    mayModerate: may(act.by, 'moderateForum'),
    mayKeepMirrors: may(act.by, 'keepMirrors'),
    mayKeepSections: may(act.by, 'keepSections'),
  };
}

function ofState(chosen: Pick<Choice, 'where' | 'params'>, state: SuggestionState | undefined) {
  if (state === undefined) return chosen;
  return { where: `${chosen.where} and coalesce(t.suggestion_state, 'new') = ?`, params: [...chosen.params, state] };
}

/** Topics with something unread, the newest first, a few: for the first page of the day. */
export async function newInForum(act: Act, most = 5): Promise<TopicLine[]> {
  see(act, 'useForum');
  return lines(act, {
    where: `${standsInOpen(act.by)} and ${hasUnread}`,
    params: hasUnreadParams(act),
    order: newestFirst,
    limit: most,
    offset: 0,
  });
}

const newestFirst = 't.last_reply_at desc, t.id desc';
const pinnedFirst = `t.pinned desc, ${newestFirst}`;

interface Choice {
  order: string;
  where: string;
  params: unknown[];
  limit: number;
  offset: number;
}

// The inner query cuts the page first, so that unread replies are counted in its topics only.
async function lines(act: Act, { where, params, order, limit, offset }: Choice): Promise<TopicLine[]> {
  const [me, since] = unreadParams(act);
  const rows = await prepared<LineRow>(
    act.em,
    `select t.id, t.title, t.at, t.reply_count, t.last_reply_at, t.pinned, t.closed_at is not null as closed, ${stateOf} as state, s.key, s.name,
       ${shortNameOf('a')} as author, ${shortNameOf('l')} as last_by, u.unread, u.first_unread
     from (select t.* from topic t ${withReading} where ${where}
       order by ${order} limit ? offset ?) t
     join section s on s.id = t.section_id
     join person a on a.id = t.author_id
     join person l on l.id = t.last_reply_by_id
     ${withReading}
     cross join lateral (select count(*)::int as unread, min(p.number) as first_unread from reply p where ${isUnread}) u
     order by ${order}`,
    [me, ...params, limit, offset, me, me, since],
  );
  return rows.map(lineOf);
}

interface LineRow {
  id: number;
  title: string;
  at: string;
  reply_count: number;
  last_reply_at: string;
  key: string;
  name: string;
  author: string;
  last_by: string;
  unread: number;
  first_unread: number | null;
  pinned: boolean;
  closed: boolean;
  state: SuggestionState | null;
}

function lineOf(row: LineRow): TopicLine {
  return {
    id: row.id,
    title: row.title,
    section: { key: row.key, name: row.name },
    author: row.author,
    at: new Date(row.at),
    answers: row.reply_count - 1,
    lastReply: { by: row.last_by, at: new Date(row.last_reply_at), number: row.reply_count },
    unread: row.unread,
    firstUnread: row.first_unread,
    pinned: row.pinned,
    closed: row.closed,
    state: row.state,
  };
}
