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

/** After a section has got other readers: the same for all its topics. */
export async function keepNewsOfSection(act: Act, sectionId: number): Promise<void> {
  await act.em.execute(
    `update notice n set facts = n.facts || '{"excerpt": "", "hidden": true}'
     where n.kind = any('{reply,mention,topic}') and n.facts->>'replyId' in (
         select r.id::text from reply r join topic t on t.id = r.topic_id where t.section_id = :section)
       and n.reader_id not in (select staff.person_id from (${staffOnDay.replace('?', ':today')}) staff, section s
         where s.id = :section and s.readers && array_prepend('staff', staff.roles::text[]))`,
    { section: sectionId, today: act.today },
  );
}

/** After a topic has got other readers: the news of its replies quotes nothing any more to who may not see where they stand now. */
export async function keepNewsAmongReaders(act: Act, topicId: number): Promise<void> {
  await act.em.execute(
    `update notice n set facts = n.facts || '{"excerpt": "", "hidden": true}'
     where n.kind = any('{reply,mention,topic}') and n.facts->>'replyId' in (select r.id::text from reply r where r.topic_id = ?)
       and n.reader_id not in (select staff.person_id from (${staffOnDay}) staff, topic t join section s on s.id = t.section_id
         where t.id = ? and s.readers && array_prepend('staff', staff.roles::text[]))`,
    [topicId, act.today, topicId],
  );
}
