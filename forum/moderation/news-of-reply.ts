import type { Act } from '#school/act.ts';
import { staffOnDay } from '#school/staff.ts';

/**
 * What the news of a reply quotes from it: nothing (null) while it is hidden. So it stands no longer on the site, and what still waits
 * for an evening or a messenger is told without the words.
 */
export async function quoteInNews(act: Act, replyId: number, words: string | null): Promise<void> {
  await act.em.execute(
    `update notice set facts = facts || jsonb_build_object('excerpt', coalesce(:words::text, ''), 'hidden', :words::text is null)
     where kind = any('{reply,mention,topic}') and facts->>'replyId' = :replyId`,
    { replyId: `${replyId}`, words },
  );
}

/** What is left of the news of a talk to who may not see it now: no words of a reply, and no question put to the vote. */
const forgotten = `n.facts - 'poll' || '{"excerpt": "", "hidden": true}'
  || case when n.kind = 'poll' then '{"question": "", "options": []}' else '{}' end::jsonb`;

/** SQL: notices `n` of what stands in topic `t` with that condition. */
const newsOf = (where: string) => `(n.kind = any('{reply,mention,topic}') and n.facts->>'replyId' in (
      select r.id::text from reply r join topic t on t.id = r.topic_id where ${where})
    or n.kind = 'poll' and n.facts->>'id' in (
      select p.id::text from poll p join topic t on t.id = p.topic_id where ${where}))`;

/** After a section has got other readers: the same for all its topics. */
export async function keepNewsOfSection(act: Act, sectionId: number): Promise<void> {
  await act.em.execute(
    `update notice n set facts = ${forgotten}
     where ${newsOf('t.section_id = :section')}
       and n.reader_id not in (select staff.person_id from (${staffOnDay.replace('?', ':today')}) staff, section s
         where s.id = :section and s.readers && array_prepend('staff', staff.roles::text[]))`,
    { section: sectionId, today: act.today },
  );
}

/** After a topic has got other readers: the news of its replies quotes nothing any more to who may not see where they stand now. */
export async function keepNewsAmongReaders(act: Act, topicId: number): Promise<void> {
  await act.em.execute(
    `update notice n set facts = ${forgotten}
     where ${newsOf('t.id = :topicId')}
       and n.reader_id not in (select staff.person_id from (${staffOnDay.replace('?', ':today')}) staff, topic t
         join section s on s.id = t.section_id
         where t.id = :topicId and s.readers && array_prepend('staff', staff.roles::text[]))`,
    { topicId, today: act.today },
  );
}
