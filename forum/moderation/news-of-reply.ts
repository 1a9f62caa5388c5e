import type { Act } from '#school/act.ts';

/**
 * What the news of a reply quotes from it: nothing while it is hidden. So it stands no longer on the site, and what still waits
 * for an evening or a messenger is told without the words.
 */
export async function quoteInNews(act: Act, replyId: number, words: string): Promise<void> {
  await act.em.execute(
    `update notice set facts = jsonb_set(facts, '{excerpt}', to_jsonb(:words::text))
     where kind = 'reply' and facts->>'replyId' = :replyId`,
    { replyId: `${replyId}`, words },
  );
}
