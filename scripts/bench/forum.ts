import pg from 'pg';
import { sessionCookie } from '#api/sessions.ts';
import type { Connection } from '#db/connection.ts';
import { largeForumWords } from '#db/sample/large-forum.ts';
import { sha256 } from '#school/secrets.ts';
import { benchMoment } from './ground.ts';
import type { Call } from './load.ts';

type Headers = Record<string, string>;

/** One account may post so many times in a minute (forum/flood.ts). */
const postsOfOne = 10;

/** What is done on the forum of three years by people of the staff, each signed in. */
export interface ForumGround {
  calls: Record<string, Call>;
  /** A topic of many pages, and everybody of the staff. */
  topic: string;
  people: Headers[];
}

/** Signs everybody of the staff in, and finds the topics to be read. */
export async function forumGround(address: string, connection: Connection): Promise<ForumGround> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await putBackEarlierRuns(client);
    const people = await signEverybodyIn(client);
    const { long, short } = await topicsOf(client);
    const topic = `${address}/forum/topics/${long}`;
    const headers = people[0]!;
    const search = (words: string): Call => ({
      url: `${address}/forum/search?q=${encodeURIComponent(words)}`,
      headers,
    });
    const posted: Call = {
      method: 'POST',
      url: `${address}/api/forum/topics/${short}/replies`,
      by: number => people[number % people.length]!,
      body: number => ({ text: `${largeForumWords.reply} ${number}` }),
      most: people.length * postsOfOne,
    };
    const calls = {
      'forum, topics of 5000': { url: `${address}/forum`, headers },
      'forum, 50 replies of 500': { url: `${topic}?page=3`, headers },
      'forum, a reply posted': posted,
      'forum, search: a common word': search(largeForumWords.common),
      'forum, search: two rare words': search(largeForumWords.rare),
    };
    return { calls, topic, people };
  } finally {
    await client.end();
  }
}

/** Every run begins at the same moment: what the last one wrote would count as a flood. */
async function putBackEarlierRuns(client: pg.Client): Promise<void> {
  await client.query(
    `update reply set at = $1::timestamptz - interval '2 days' where at > $1::timestamptz - interval '1 minute'`,
    [benchMoment],
  );
}

/** A session for each, as after signing in; those of the last run are ended. */
async function signEverybodyIn(client: pg.Client): Promise<Headers[]> {
  const { rows } = await client.query<{ id: number }>(
    `select distinct person_id as id from assignment where until is null order by id`,
  );
  const secretOf = (what: string, id: number) => sha256(`bench ${what} ${process.pid} ${id}`);
  await client.query(`delete from session where csrf_token like 'bench-%'`);
  for (const { id } of rows) {
    await client.query(
      `insert into session (person_id, token_hash, csrf_token, created_at, last_seen_at) values ($1, $2, $3, $4, $4)`,
      [id, sha256(secretOf('token', id)), `bench-${id}`, benchMoment],
    );
  }
  return rows.map(({ id }) => ({
    cookie: `${sessionCookie}=${secretOf('token', id)}`,
    'x-csrf-token': `bench-${id}`,
  }));
}

async function topicsOf(client: pg.Client): Promise<{ long: number; short: number }> {
  const { rows } = await client.query<{ long: number; short: number }>(
    `select max(id) filter (where reply_count = 500) as long, min(id) filter (where reply_count = 16) as short from topic`,
  );
  return rows[0]!;
}
