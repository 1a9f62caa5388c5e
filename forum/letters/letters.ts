import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { excerpt } from '#school/typed-text.ts';
import { pagesFor, topicsPerPage } from '../numbering.ts';
import { isFormerParent } from './former-parents.ts';

export interface LetterLine {
  id: number;
  /** Nothing when what it says is read on the site alone. */
  title: string;
  /** The other participants. */
  others: string[];
  /** «Мария, 5Б» */
  about: string | null;
  last: { by: string; mine: boolean; at: Date; number: number; excerpt: string; siteOnly: boolean };
  unread: number;
  firstUnread: number | null;
}

export interface LettersView {
  letters: LetterLine[];
  total: number;
  page: number;
  pages: number;
}

/** My letters: the unread first, then the newest; 30 a page. One query, and one for the count. */
export async function letters(
  act: Act,
  query: { page?: number | undefined; most?: number } = {},
): Promise<LettersView> {
  const { most = topicsPerPage } = query;
  const [row] = await act.em.execute<{ total: number }[]>(
    `select count(*)::int as total from participant m join topic t on t.id = m.topic_id where ${isMine}`,
    { me: act.by.id, today: act.today },
  );
  const { total } = row!;
  const pages = pagesFor(total, most);
  const page = Math.min(Math.max(1, query.page ?? 1), pages);
  const rows = await act.em.execute<LineRow[]>(linesQuery, {
    ...{ me: act.by.id, today: act.today },
    ...{ limit: most, offset: (page - 1) * most },
  });
  return { letters: rows.map(row => lineOf(act, row)), total, page, pages };
}

/** In how many letters something is unread: the figure on the navigation. */
export async function unreadLetterCount(act: Act): Promise<number> {
  const [row] = await act.em.execute<{ letters: number }[]>(
    `select count(*)::int as letters from participant m join topic t on t.id = m.topic_id ${reading}
     where ${isMine} and ${hasUnread}`,
    { me: act.by.id, today: act.today },
  );
  return row!.letters;
}

const isMine = `m.person_id = :me and not ${isFormerParent('m', 't')}`;
const reading = 'left join topic_reading r on r.topic_id = t.id and r.person_id = :me';
// Whoever writes has read what stood before; so what counts is whether anything of others came after.
const unreadReplies =
  'select p.number from reply p where p.topic_id = t.id and p.number > coalesce(r.last_number, 0) and p.author_id <> :me';
const hasUnread = `t.reply_count > coalesce(r.last_number, 0) and exists (${unreadReplies})`;

interface LineRow {
  id: number;
  title: string;
  others: string[];
  about: string | null;
  last_by: string;
  last_by_id: number;
  last_reply_at: string;
  reply_count: number;
  last_text: string;
  site_only: boolean;
  unread: number;
  first_unread: number | null;
}

const linesQuery = `
  with mine as (
    select t.*, ${hasUnread} as is_unread from participant m join topic t on t.id = m.topic_id ${reading}
    where ${isMine} order by is_unread desc, t.last_reply_at desc, t.id desc limit :limit offset :offset)
  select t.id, t.title, t.reply_count, t.last_reply_at, t.last_reply_by_id as last_by_id, ${shortNameOf('l')} as last_by,
    left(n.text, 200) as last_text, n.site_only, u.unread, u.first_unread,
    array(select ${shortNameOf('o')} from participant q join person o on o.id = q.person_id
      where q.topic_id = t.id and q.person_id <> :me order by o.family_name collate "ru-x-icu", o.id) as others,
    sp.given_name || coalesce(', ' || (
      select k.grade || k.letter from enrolment e join school_class k on k.id = e.school_class_id
      where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
      order by e.since desc limit 1), '') as about
  from mine t ${reading}
  join person l on l.id = t.last_reply_by_id
  join reply n on n.topic_id = t.id and n.number = t.reply_count
  left join student s on s.id = t.student_id left join person sp on sp.id = s.person_id
  cross join lateral (select count(*)::int as unread, min(x.number) as first_unread from (${unreadReplies}) x) u
  order by t.is_unread desc, t.last_reply_at desc, t.id desc`;

function lineOf(act: Act, row: LineRow): LetterLine {
  return {
    ...{ id: row.id, title: row.title, others: row.others, about: row.about },
    last: {
      by: row.last_by,
      mine: row.last_by_id === act.by.id,
      at: new Date(row.last_reply_at),
      number: row.reply_count,
      excerpt: excerpt(row.last_text, 120),
      siteOnly: row.site_only,
    },
    ...{ unread: row.unread, firstUnread: row.first_unread },
  };
}
