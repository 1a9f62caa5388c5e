import type { Act, HouseAct } from '../act.ts';
import { isStillTheirs } from '../tellings/still-theirs.ts';
import { type NoticeWay, type NoticeWayRow, noticeWay, noticeWaysSql } from './notice-ways.ts';

/** A notice with its whole story (3.2f): what, when it was written and due, by which ways it went, when it was read. */
export interface NoticeStory {
  id: number;
  kind: string;
  facts: Record<string, unknown>;
  at: Date;
  dueAt: Date;
  /** Why it is not out yet, or how it ended. */
  waitsFor: 'digest' | 'morning' | null;
  outcome: 'at-once' | 'digest' | 'never' | 'ended' | null;
  readAt: Date | null;
  handedAt: Date | null;
  ways: NoticeWay[];
}

export interface MyNotices {
  notices: NoticeStory[];
  page: number;
  pages: number;
}

const perPage = 30;

/** What I was told and what waits for me, the latest first, thirty a page; what is shown here is read by it. Of a child who is theirs no more nothing. */
export async function myNotices(act: Act, { page = 1 }: { page?: number } = {}): Promise<MyNotices> {
  const rows = await act.em.execute<StoryRow[]>(
    `select n.id, n.kind, n.facts, n.at, n.due_at as "dueAt", n.waits_for as "waitsFor", n.outcome, n.read_at as "readAt",
       n.handed_at as "handedAt", ${noticeWaysSql('n')} as ways, count(*) over ()::int as total
     from notice n where n.reader_id = :me and n.kind not in ('digest', 'consent-request') and ${isStillTheirs('n')}
     order by n.at desc, n.id desc limit :perPage offset :skipped`,
    { me: act.by.id, today: act.today, perPage, skipped: (page - 1) * perPage },
  );
  await readNow(
    act,
    rows.map(({ id }) => id),
  );
  return { notices: rows.map(storyOf), page, pages: Math.max(1, Math.ceil((rows[0]?.total ?? 0) / perPage)) };
}

/** The person has the chat on the site open: whatever stands there is read (3.2f). */
export async function readInChat(act: HouseAct, personId: number): Promise<void> {
  await act.em.execute(
    `update notice n set read_at = :at where n.reader_id = :personId and n.read_at is null and n.sent_out_at is not null
       and exists (select from delivery d join chat c on c.id = d.chat_id
         where d.notice_id = coalesce(n.digest_id, n.id) and c.messenger = 'web' and d.state = 'sent')`,
    { at: act.at, personId },
  );
}

async function readNow(act: Act, ids: readonly number[]): Promise<void> {
  await act.em.execute('update notice set read_at = ? where id = any(?) and read_at is null', [
    act.at,
    `{${ids.join(',')}}`,
  ]);
}

interface StoryRow extends Omit<NoticeStory, 'at' | 'dueAt' | 'readAt' | 'handedAt' | 'ways'> {
  at: string;
  dueAt: string;
  readAt: string | null;
  handedAt: string | null;
  ways: NoticeWayRow[];
  total: number;
}

function storyOf({ total: _, ...row }: StoryRow): NoticeStory {
  return {
    ...row,
    at: new Date(row.at),
    dueAt: new Date(row.dueAt),
    readAt: row.readAt ? new Date(row.readAt) : null,
    handedAt: row.handedAt ? new Date(row.handedAt) : null,
    ways: row.ways.map(noticeWay),
  };
}
