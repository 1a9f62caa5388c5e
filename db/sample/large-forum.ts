import type { EntityManager } from '@mikro-orm/postgresql';

/** A forum of years, as a benchmark meets it: so much talk, written until that moment. */
export interface LargeForum {
  topics: number;
  replies: number;
  /** Of which so many topics have so many replies; the others share the rest. */
  long: { topics: number; replies: number };
  at: Date;
}

/** What is written and looked for on it: a word that stands in very many replies, and two that seldom meet. */
export const largeForumWords = { reply: 'Поддерживаю, так и сделаем.', common: 'журналах', rare: 'ссылки каникул' };

const days = 3 * 365;

/**
 * Puts more talk beside the sample's, in its own words put together anew: topics spread over three years, most of them
 * read by most of those who write on the forum. Done once: where there is as much already, nothing is added.
 */
export async function putLargeForum(em: EntityManager, forum: LargeForum): Promise<void> {
  const [row] = await em.execute<{ topics: number }[]>(`select count(*)::int as topics from topic`);
  if (row!.topics >= forum.topics) return;
  await em.transactional(async inside => {
    await inside.execute(topicsSql, { ...sizesOf(forum), topics: forum.topics, at: forum.at, days });
    await inside.execute(repliesSql);
    await inside.execute(lastRepliesSql);
    await inside.execute(readingsSql, { at: forum.at });
    for (const table of ['topic', 'reply', 'topic_reading'])
      await inside.execute(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
    await inside.execute('drop table large_topic');
  });
  for (const table of ['topic', 'reply', 'topic_reading']) await em.execute(`vacuum analyze ${table}`);
}

/** How long the others are: `short` replies, and one more in the first `longer` of them. */
function sizesOf({ topics, replies, long }: LargeForum) {
  const rest = replies - long.topics * long.replies;
  const others = topics - long.topics;
  return { longTopics: long.topics, long: long.replies, short: Math.floor(rest / others), longer: rest % others };
}

const topicsSql = `create temporary table large_topic as
  with words as (select array_agg(title order by id) as titles from topic where kind = 'talk'),
    people as (select array_agg(a.id order by a.id) as ids from (select distinct r.author_id as id from reply r
      join topic t on t.id = r.topic_id where t.kind = 'talk') a),
    places as (select array_agg(id order by id) as ids from section where readers = '{staff}'),
    made as (select n, (select max(id) from topic) + n as id,
      case when n <= :longTopics then :long::int else :short::int + (n <= :longTopics::int + :longer::int)::int end as size,
      :at::timestamptz - make_interval(secs => (n * 7919 % :topics::int) * :days::float8 * 86400 / :topics::int) as at
      from generate_series(1, :topics::int) n)
  select m.*, words.titles[1 + n % cardinality(words.titles)] || ' № ' || n as title,
    people.ids as people, places.ids[1 + n % cardinality(places.ids)] as section_id
  from made m, words, people, places`;

// Replies of a topic follow each other by the quarter of an hour and end when the topic's moment has come.
const repliesSql = `
  with words as (select array_agg(r.text order by r.id) as texts from reply r join topic t on t.id = r.topic_id
      where t.kind = 'talk' and r.hidden_at is null),
    opened as (insert into topic (id, section_id, title, author_id, at, reply_count, last_reply_at, last_reply_by_id)
      select id, section_id, title, people[1 + n % cardinality(people)], at - make_interval(mins => 15 * (size - 1)), size, at,
        people[1] from large_topic)
  insert into reply (topic_id, number, author_id, text, at)
  select l.id, i, l.people[1 + (l.n + i - 1) % cardinality(l.people)],
    words.texts[1 + (l.n * 31 + i * 17) % cardinality(words.texts)] || E'\\n\\n'
      || words.texts[1 + (l.n * 13 + i * 7) % cardinality(words.texts)],
    l.at - make_interval(mins => 15 * (l.size - i))
  from words, large_topic l cross join lateral generate_series(1, l.size) i`;

const lastRepliesSql = `update topic t set last_reply_by_id = r.author_id
  from reply r, large_topic l where l.id = t.id and r.topic_id = t.id and r.number = t.reply_count`;

// Four of five have read a topic to its end; the freshest are read by one of three.
const readingsSql = `insert into topic_reading (person_id, topic_id, last_number, at)
  select p, l.id, l.size, l.at from large_topic l cross join lateral unnest(l.people) p
  where (l.n * 37 + p * 11) % 15 < case when l.at < :at::timestamptz - interval '14 days' then 12 else 5 end`;
