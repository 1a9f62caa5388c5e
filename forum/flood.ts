import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';

const postsPerMinute = 10;

/**
 * Refuses the eleventh post of one account within a minute (too-many). The person's row stays locked until the act
 * ends, so posts sent side by side are counted too.
 */
export async function checkFlood(act: Act): Promise<void> {
  await act.em.execute('select id from person where id = ? for no key update', [act.by.id]);
  const [row] = await act.em.execute<{ posts: number }[]>(
    'select count(*)::int as posts from reply where author_id = ? and at > ?',
    [act.by.id, new Date(act.at.getTime() - 60_000)],
  );
  if (row!.posts >= postsPerMinute)
    throw new Refusal('too-many', 'forum-too-many', { facts: { posts: postsPerMinute } });
}
