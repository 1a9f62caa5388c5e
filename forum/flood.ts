import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';

const postsPerMinute = 10;

/**
 * Refuses the eleventh post of one account within a minute (too-many). The person's row stays locked until the act
 * ends, so posts sent side by side are counted too; a poll begun
 * in a topic that stands already is a post, since its followers are told. One letter to a whole class, each family its own, is one post.
 */
export async function checkFlood(act: Act): Promise<void> {
  await prepared(act.em, 'select id from person where id = ? for no key update', [act.by.id]);
  const [row] = await prepared<{ posts: number }>(
    act.em,
    `select count(distinct case when t.kind = 'letter' then r.at || md5(r.text) else r.id::text end)::int
       + (select count(*)::int from poll p where p.author_id = :me and p.at > :since
         and not exists (select from reply o where o.topic_id = p.topic_id and o.number = 1 and o.at = p.at)) as posts
     from reply r join topic t on t.id = r.topic_id where r.author_id = :me and r.at > :since`,
    { me: act.by.id, since: new Date(act.at.getTime() - 60_000) },
  );
  if (row!.posts >= postsPerMinute)
    throw new Refusal('too-many', 'forum-too-many', { facts: { posts: postsPerMinute } });
}
