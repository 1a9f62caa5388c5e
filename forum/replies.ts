import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { may, permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { filesOf, type ReplyFileView } from './files-of.ts';
import { withoutHalfMark } from './mentions/marks.ts';
import { presentNames } from './mentions/present-names.ts';
import { pageOf, repliesPerPage } from './numbering.ts';
import { type ReactionView, reactionsOf } from './reactions-of.ts';
import { standsWhere } from './seen-sections.ts';
import { type SeenKind, seenTopic } from './seen-topic.ts';

/** What is quoted: the beginning of another reply of the topic. */
export interface QuoteView {
  id: number;
  number: number;
  topicId: number;
  /** The page of the topic on which it stands. */
  page: number;
  author: string;
  /** Hidden: it is quoted without its words. */
  hidden: boolean;
  /** Markdown, cut short. */
  text: string;
}

export interface ReplyView {
  id: number;
  number: number;
  author: { id: number; name: string };
  /** Markdown as it was typed; empty when it is hidden from the reader. */
  text: string;
  at: Date;
  editedAt: Date | null;
  version: number;
  /** Of a letter: read on the site alone. */
  siteOnly: boolean;
  quotes: QuoteView | null;
  /** None of what is hidden from the reader. */
  files: ReplyFileView[];
  /** Of a talk. */
  reactions: ReactionView[];
  mine: boolean;
  /** Of one's own: whom it calls by name in vain, since they do not read the section. */
  unseen: string[];
  unread: boolean;
  hidden: HiddenView | null;
  mayEdit: boolean;
  mayHide: boolean;
  mayRestore: boolean;
  mayReact: boolean;
}

/** The trace of a hidden reply, for everybody. */
export interface HiddenView {
  /** By its author, not by those who keep order. */
  byAuthor: boolean;
  reason: string | null;
  /** The reader may read the words all the same. */
  readable: boolean;
}

const quotedLength = 500;

/** The replies on a page of a topic, in order. */
export async function repliesOf(
  act: Act,
  topicId: number,
  { page, firstUnread }: { page: number; firstUnread: number | null },
): Promise<ReplyView[]> {
  const first = (page - 1) * repliesPerPage + 1;
  const rows = await replyRows(act, `where p.topic_id = ? and p.number between ? and ? order by p.number`, [
    topicId,
    first,
    first + repliesPerPage - 1,
  ]);
  return viewsOf(act, rows, firstUnread);
}

/** The replies after that number, as they have just come: for who has the topic open. A page of them at most. */
export async function repliesAfter(act: Act, topicId: number, after: number): Promise<ReplyView[]> {
  await seenTopic(act, topicId, 'talk');
  const rows = await replyRows(act, `where p.topic_id = ? and p.number > ? order by p.number limit ?`, [
    topicId,
    after,
    repliesPerPage,
  ]);
  return viewsOf(act, rows, after + 1);
}

/** A reply of the topic as it looks now, for who has the topic open: none when it stands elsewhere meanwhile. Refusals: not-found. */
export async function changedReply(act: Act, topicId: number, id: number): Promise<ReplyView[]> {
  await seenTopic(act, topicId, 'talk');
  const rows = await replyRows(act, `where p.topic_id = ? and p.id = ?`, [topicId, id]);
  return viewsOf(act, rows, null);
}

/** One's own reply as it stands, with its topic, for the form that edits it. Refusals: not-found, not-allowed; conflict when it is hidden. */
export async function ownReply(act: Act, id: number, kind: SeenKind = 'talk'): Promise<ReplyOfTopic> {
  const reply = await replyWithTopic(act, id, kind);
  permit(act, 'editReply', { authorId: reply.author.id });
  if (reply.hidden) throw new Refusal('conflict', 'forum/reply-hidden');
  return reply;
}

export type ReplyOfTopic = ReplyView & { topic: { id: number; title: string; section: string | null } };

/** One reply as it stands, with its topic. Refusals: not-found. */
export async function replyWithTopic(act: Act, id: number, kind: SeenKind): Promise<ReplyOfTopic> {
  const [row] = await replyRows(act, `where p.id = ?`, [id]);
  if (!row) throw new Refusal('not-found', 'not-found');
  await seenTopic(act, row.topic_id, kind);
  const [view] = await viewsOf(act, [row], null);
  return { ...view!, topic: { id: row.topic_id, title: row.title, section: row.section_key } };
}

/** What a quote of the reply would show; nothing when the topic has no such reply, or it is hidden. */
export async function quotable(
  act: Act,
  topicId: number,
  replyId: number,
  kind: SeenKind = 'talk',
): Promise<QuoteView | null> {
  if (kind === 'talk') see(act, 'useForum');
  const [row] = await replyRows(act, `where p.id = ? and p.topic_id = ? and p.hidden_at is null`, [replyId, topicId]);
  if (row) await seenTopic(act, topicId, kind);
  return row ? quote({ ...row, hidden: false }) : null;
}

interface ReplyRow {
  id: number;
  number: number;
  author_id: number;
  author: string;
  text: string;
  at: string;
  edited_at: string | null;
  version: number;
  site_only: boolean;
  topic_id: number;
  title: string;
  kind: SeenKind;
  closed: boolean;
  hidden_at: string | null;
  hidden_by_id: number | null;
  hidden_reason: string | null;
  quoted_id: number | null;
  quoted_topic_id: number;
  quoted_hidden: boolean;
  quoted_number: number;
  quoted_author: string;
  quoted_text: string;
  /** Of a talk: who reads its section. */
  readers: string[] | null;
  section_key: string | null;
  unseen: string[];
}

/** The rows of replies, with people called by their present names. */
async function replyRows(act: Act, where: string, params: unknown[]): Promise<ReplyRow[]> {
  const rows = await prepared<Omit<ReplyRow, 'unseen'>>(act.em, `${replyQuery(act)} ${where}`, params);
  const talk = rows.filter(({ kind }) => kind === 'talk');
  const names = await presentNames(
    act,
    talk.flatMap(({ text, quoted_text }) => [text, quoted_text]),
  );
  return rows.map(row => ({
    ...row,
    text: names.text(row.text),
    quoted_text: row.quoted_text && names.text(row.quoted_text),
    unseen: row.author_id === act.by.id ? names.unseen(row.text, row.readers ?? []) : [],
  }));
}

// A quote whose reply has been moved where the reader may not look shows no words.
const replyQuery = (act: Act) => `
  select p.id, p.number, p.author_id, ${shortNameOf('a')} as author, p.text, p.at, p.edited_at, p.version, p.site_only,
    p.topic_id, t.title, t.kind, t.closed_at is not null or s.archived_at is not null as closed, s.readers, s.key as section_key, p.hidden_at, p.hidden_by_id, p.hidden_reason,
    q.id as quoted_id, q.topic_id as quoted_topic_id, 
    q.hidden_at is not null or q.topic_id <> p.topic_id and not exists (
      select from topic qt where qt.id = q.topic_id and ${standsWhere(act.by, 'qt')}) as quoted_hidden, q.number as quoted_number, ${shortNameOf('qa')} as quoted_author,
    left(q.text, ${quotedLength + 1}) as quoted_text
  from reply p join topic t on t.id = p.topic_id left join section s on s.id = t.section_id join person a on a.id = p.author_id
  left join reply q on q.id = p.quotes_id left join person qa on qa.id = q.author_id`;

/** With what hangs under them: so many queries, however many replies. */
async function viewsOf(act: Act, rows: readonly ReplyRow[], firstUnread: number | null): Promise<ReplyView[]> {
  const ids = rows.map(({ id }) => id);
  const files = await filesOf(act, ids);
  const reactions = rows[0]?.kind === 'talk' ? await reactionsOf(act, ids) : null;
  return rows.map(row => {
    const hung = { files: files.get(row.id) ?? [], reactions: reactions?.get(row.id) ?? [] };
    return replyOf(act, row, { firstUnread, ...hung });
  });
}

interface Hung extends Pick<ReplyView, 'files' | 'reactions'> {
  firstUnread: number | null;
}

function replyOf(act: Act, row: ReplyRow, { firstUnread, files, reactions }: Hung): ReplyView {
  const mine = row.author_id === act.by.id;
  const hidden = hiddenOf(act, row);
  return {
    id: row.id,
    number: row.number,
    author: { id: row.author_id, name: row.author },
    text: hidden === null || hidden.readable ? row.text : '',
    at: new Date(row.at),
    editedAt: row.edited_at === null ? null : new Date(row.edited_at),
    version: row.version,
    siteOnly: row.site_only,
    quotes: quoteOf(row),
    files: hidden === null || hidden.readable ? files : [],
    reactions: hidden === null ? reactions : [],
    mine,
    unseen: row.unseen,
    unread: !mine && firstUnread !== null && row.number >= firstUnread,
    hidden,
    mayEdit: hidden === null && may(act.by, 'editReply', { authorId: row.author_id }),
    mayHide: row.kind === 'talk' && hidden === null && may(act.by, 'hideReply', { authorId: row.author_id }),
    mayRestore:
      hidden !== null && may(act.by, 'restoreReply', { authorId: row.author_id, hiddenById: row.hidden_by_id }),
    mayReact:
      row.kind === 'talk' && hidden === null && !row.closed && may(act.by, 'reactToReply', { authorId: row.author_id }),
  };
}

function hiddenOf(act: Act, row: ReplyRow): HiddenView | null {
  if (row.hidden_at === null) return null;
  return {
    byAuthor: row.hidden_by_id === row.author_id,
    reason: row.hidden_reason,
    readable: may(act.by, 'readHiddenReply', { authorId: row.author_id }),
  };
}

function quoteOf(row: ReplyRow): QuoteView | null {
  if (row.quoted_id === null) return null;
  return quote({
    id: row.quoted_id,
    topic_id: row.quoted_topic_id,
    number: row.quoted_number,
    author: row.quoted_author,
    text: row.quoted_text,
    hidden: row.quoted_hidden,
  });
}

type Quoted = Pick<ReplyRow, 'id' | 'topic_id' | 'number' | 'author' | 'text'> & { hidden: boolean };

function quote({ id, topic_id: topicId, number, author, text, hidden }: Quoted): QuoteView {
  return { id, topicId, number, page: pageOf(number), author, text: hidden ? '' : beginning(text), hidden };
}

// Cut between words; the line breaks stay, since they are part of the Markdown.
function beginning(text: string): string {
  if (text.length <= quotedLength) return text;
  const cut = withoutHalfMark(text.slice(0, quotedLength));
  const lastGap = cut.search(/\s\S*$/);
  return `${cut.slice(0, lastGap > quotedLength / 2 ? lastGap : cut.length).toWellFormed()}…`;
}
