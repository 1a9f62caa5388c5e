import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { see } from '#school/permissions.ts';
import { soughtWords, wordQuery } from '#school/search-words.ts';
import { unmarkedNames } from './mentions/marks.ts';
import { pageOf, pagesFor } from './numbering.ts';
import { choiceOf, countedUpTo, foundQuery, hitBegins, hitEnds } from './search-query.ts';
import { standsWhere } from './seen-sections.ts';

export interface SearchQuery {
  q: string;
  /** The key of a section. */
  section?: string | undefined;
  /** Who wrote it: a person's id. */
  author?: number | undefined;
  /** Written on these days, both included. */
  from?: Day | undefined;
  to?: Day | undefined;
  page?: number | undefined;
}

/** A piece of a text; `hit` when it is what was looked for. */
export interface Fragment {
  text: string;
  hit: boolean;
}

export interface FoundReply {
  topicId: number;
  title: Fragment[];
  section: { key: string; name: string };
  /** The reply of the topic, and the page on which it stands; 1 is the opening text. */
  number: number;
  page: number;
  author: string;
  at: Date;
  text: Fragment[];
}

export interface SearchView {
  found: FoundReply[];
  /** No more than `countedUpTo` are counted. */
  total: number;
  more: boolean;
  page: number;
  pages: number;
}

const perPage = 20;

/**
 * Searches the talk of the forum for words in any of their forms, the newest first, twenty a page. A topic whose title
 * has them is found by the first of its texts that is not hidden. Refusals: not-found to anyone but staff; invalid under `q`.
 */
export async function searchForum(act: Act, query: SearchQuery): Promise<SearchView> {
  see(act, 'useForum');
  const words = wordQuery(soughtWords(query.q));
  const chosen = choiceOf(act, query);
  const found = (page: number) =>
    act.em.execute<FoundRow[]>(foundQuery(words.sql, chosen.sql), [
      ...words.params,
      ...chosen.params,
      perPage,
      (page - 1) * perPage,
    ]);
  const wanted = Math.max(1, query.page ?? 1);
  const rows = await found(wanted);
  const counted = rows[0]!.total;
  const total = Math.min(counted, countedUpTo);
  const pages = pagesFor(total, perPage);
  const page = Math.min(wanted, pages);
  const shown = page === wanted ? rows : await found(page);
  return {
    found: shown.filter(({ topicId }) => topicId !== null).map(foundOf),
    total,
    more: counted > countedUpTo,
    page,
    pages,
  };
}

/** Whoever has written in the talk of the forum, for the filter: by name. */
export async function forumAuthors(act: Act): Promise<{ id: number; name: string }[]> {
  see(act, 'useForum');
  return act.em.execute(
    // For each person one reply is looked for, in the index: else all replies would be read.
    `select p.id, ${shortNameOf('p')} as name from person p cross join lateral (
       select from reply r join topic t on t.id = r.topic_id and ${standsWhere(act.by)} where r.author_id = p.id limit 1) wrote
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
  );
}

interface FoundRow {
  total: number;
  topicId: number;
  key: string;
  name: string;
  number: number;
  at: string;
  author: string;
  title: string;
  text: string;
}

function foundOf({ topicId, key, name, number, at, author, title, text }: FoundRow): FoundReply {
  return {
    topicId,
    title: fragmentsOf(title),
    section: { key, name },
    number,
    page: pageOf(number),
    author,
    at: new Date(at),
    // The signs of Markdown say nothing in a line of results.
    text: fragmentsOf(
      aroundFirstHit(
        unmarkedNames(text)
          .replace(/[*_`~]{1,3}|^\s{0,3}(?:#{1,6}|>|[-+])\s/gm, '')
          .replace(/\s+/g, ' '),
      ),
    ),
  };
}

const before = 80;
const most = 320;

/** A line's length of a long text, whole words, with the first hit not far from its beginning. */
function aroundFirstHit(marked: string): string {
  const hit = Math.max(0, marked.indexOf(hitBegins));
  const from = hit <= before ? 0 : marked.indexOf(' ', hit - before) + 1;
  if (marked.length - from <= most) return `${from > 0 ? '… ' : ''}${marked.slice(from)}`;
  const cut = marked.slice(from, from + most);
  const whole = cut.slice(0, Math.max(cut.lastIndexOf(' '), hit - from + 1));
  return `${from > 0 ? '… ' : ''}${whole}${whole.lastIndexOf(hitBegins) > whole.lastIndexOf(hitEnds) ? hitEnds : ''} …`;
}

/** Between its two signs stands a hit; a stored text has no such signs (`tidyText`). */
function fragmentsOf(marked: string): Fragment[] {
  const [before, ...rest] = marked.split(hitBegins);
  const pieces = rest.flatMap(piece => {
    const [hit = '', after = ''] = piece.split(hitEnds);
    return [
      { text: hit, hit: true },
      { text: after, hit: false },
    ];
  });
  return [{ text: before!, hit: false }, ...pieces].filter(({ text }) => text !== '');
}
