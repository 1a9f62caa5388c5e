import { wordsOf } from '#db/forum/words.ts';
import type { Act } from '#school/act.ts';
import { addDays, momentOf } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import type { SearchQuery } from './search.ts';
import { readsSection } from './seen-sections.ts';

/** Around each word that was looked for. */
export const hitBegins = '\u0002';
export const hitEnds = '\u0003';

/** The conditions beside the words, as SQL of reply `p` and section `s`, with their parameters. */
export function choiceOf(act: Act, { section, author, from, to }: SearchQuery): { sql: string; params: unknown[] } {
  const parts: [sql: string, param: unknown][] = [];
  if (section !== undefined) parts.push(['s.key = ?', section]);
  if (author !== undefined) parts.push(['p.author_id = ?', author]);
  if (from !== undefined) parts.push(['p.at >= ?', momentOf(from, '00:00', act.timeZone)]);
  if (to !== undefined) parts.push(['p.at < ?', momentOf(addDays(to, 1), '00:00', act.timeZone)]);
  const wishes = parts.map(([sql]) => ` and ${sql}`).join('');
  return { sql: ` and ${readsSection(act.by)}${wishes}`, params: parts.map(([, param]) => param) };
}

/** No more than so many are counted. */
export const countedUpTo = 500;

/**
 * A page of the replies that match, the newest first, each beside the count of all; what is hidden is not found. Where
 * the page is empty, one row has the count alone. Titles and texts are looked up each in its index: joined by «or» they
 * would read everything. What is asked of a reply is carried along, for looking 4,000 of them up anew is dearer than
 * finding them; and the page is cut before words are marked in its texts, which is dearer still.
 */
export function foundQuery(words: string, choice: string): string {
  const marks = `StartSel=${hitBegins}, StopSel=${hitEnds}, HighlightAll=true`;
  return `with sought as materialized (select ${words} as words),
    hits as (select p.id, p.at, p.author_id, p.topic_id from reply p, sought
        where ${wordsOf('p.text')} @@ sought.words and p.hidden_at is null
      union select p.id, p.at, p.author_id, t.id from sought, topic t cross join lateral (
          select f.* from reply f where f.topic_id = t.id and f.hidden_at is null order by f.number limit 1) p
        where ${wordsOf('t.title')} @@ sought.words),
    matching as materialized (select p.id, p.at from hits p
      join topic t on t.id = p.topic_id and t.kind = 'talk' join section s on s.id = t.section_id where true${choice}),
    counted as (select count(*)::int as total from (select from matching limit ${countedUpTo + 1}) m),
    shown as (select id from matching order by at desc, id desc limit ? offset ?)
    select counted.total, t.id as "topicId", s.key, s.name, p.number, p.at, ${shortNameOf('a')} as author,
      ts_headline('russian', t.title, sought.words, '${marks}') as title,
      ts_headline('russian', p.text, sought.words, '${marks}') as text
    from sought, counted left join (shown join reply p on p.id = shown.id join topic t on t.id = p.topic_id
      join section s on s.id = t.section_id join person a on a.id = p.author_id) on true
    order by p.at desc, p.id desc`;
}
