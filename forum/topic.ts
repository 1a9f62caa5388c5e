import type { SuggestionState } from '#db/forum/topic.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { mirroredIn } from './mirror/living.ts';
import { pageOf, pagesFor, repliesPerPage } from './numbering.ts';
import { type PollView, pollsWhere } from './polls/polls.ts';
import { type ReplyView, repliesOf } from './replies.ts';
import { type TopicWay, wayOf } from './subscriptions/follow.ts';
import { stateOf } from './suggestions.ts';
import { firstUnread, unreadParams, withReading } from './unread.ts';

export interface TopicView {
  id: number;
  title: string;
  section: { key: string; name: string };
  author: string;
  at: Date;
  /** Replies, the opening text (number 1) included. */
  replyCount: number;
  /** Number of the reply the person has read up to; 0 when the topic was never opened. */
  readUpTo: number;
  /** Number of the first unread reply: above it stands the line. */
  firstUnread: number | null;
  page: number;
  pages: number;
  replies: ReplyView[];
  pinned: boolean;
  /** Since when it takes no more replies, and why. */
  closed: { at: Date; reason: string | null } | null;
  /** Of a suggestion: what has come of it, and why. */
  suggestion: { state: SuggestionState; reason: string | null } | null;
  mayJudge: boolean;
  mayReply: boolean;
  mayModerate: boolean;
  /** How the person hears of it. */
  way: TopicWay;
  /** Questions put to the vote, the latest first. */
  polls: PollView[];
  mayBeginPoll: boolean;
  /** The group of Telegram in which its section is mirrored. */
  mirroredIn: string | null;
}

/**
 * A topic with 50 of its replies. Without a page it opens where the person stopped: at the first unread reply, at the
 * last page when all is read, at the beginning when it was never opened. Reads nothing off: that is `readTopic`.
 * Refusals: not-found.
 */
export async function topic(act: Act, id: number, query: { page?: number } = {}): Promise<TopicView> {
  see(act, 'useForum');
  const row = await topicRow(act, id);
  see(act, 'readSection', row);
  const pages = pagesFor(row.reply_count, repliesPerPage);
  const polls = await pollsWhere(act, { topicId: id, readers: row.readers, archivedAt: row.archivedAt });
  const stopped = row.first_unread ?? row.last_number ?? 1;
  const page = Math.min(Math.max(1, query.page ?? pageOf(stopped)), pages);
  return {
    id,
    title: row.title,
    section: { key: row.key, name: row.name },
    author: row.author,
    at: new Date(row.at),
    replyCount: row.reply_count,
    readUpTo: row.last_number ?? 0,
    firstUnread: row.first_unread,
    page,
    pages,
    replies: await repliesOf(act, id, { page, firstUnread: row.first_unread }),
    pinned: row.pinned,
    closed: row.closed_at === null ? null : { at: new Date(row.closed_at), reason: row.closed_reason },
    suggestion: row.state === null ? null : { state: row.state, reason: row.suggestion_reason },
    mayJudge: row.state !== null && may(act.by, 'judgeSuggestion'),
    mayReply: row.closed_at === null && may(act.by, 'writeInSection', row),
    mayModerate: may(act.by, 'moderateForum'),
    way: row.way,
    polls,
    mayBeginPoll: row.closed_at === null && polls.every(poll => poll.over) && may(act.by, 'beginPoll', row),
    mirroredIn: row.mirrored_in,
  };
}

interface TopicRow {
  mirrored_in: string | null;
  title: string;
  at: string;
  reply_count: number;
  readers: string[];
  writers: string[];
  archivedAt: string | null;
  pinned: boolean;
  closed_at: string | null;
  closed_reason: string | null;
  state: SuggestionState | null;
  suggestion_reason: string | null;
  key: string;
  name: string;
  author: string;
  authorId: number;
  last_number: number | null;
  first_unread: number | null;
  way: TopicWay;
}

async function topicRow(act: Act, id: number): Promise<TopicRow> {
  const [me, since] = unreadParams(act);
  const [row] = await prepared<TopicRow>(
    act.em,
    `select ${mirroredIn} as mirrored_in, t.title, t.at, t.reply_count, t.pinned, t.closed_at, t.closed_reason, ${stateOf} as state, t.suggestion_reason, s.readers, s.writers, s.archived_at as "archivedAt", s.key, s.name, ${shortNameOf('a')} as author, t.author_id as "authorId", r.last_number,
       ${firstUnread} as first_unread, ${wayOf('?')} as way
     from topic t join section s on s.id = t.section_id join person a on a.id = t.author_id ${withReading}
     where t.id = ? and t.kind = 'talk' and t.merged_into_id is null`,
    [me, since, me, me, me, id],
  );
  if (!row) throw new Refusal('not-found', 'not-found');
  return row;
}
