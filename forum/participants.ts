import type { Act } from '#school/act.ts';
import { staffOnDay } from '#school/staff.ts';

/**
 * Who has written in the topic and may still read it, without the person who acts. Who
 * may not see its section, whoever left the school, or works
 * here no more and is only a parent now, hears nothing of the staff's talk.
 */
export async function participants(act: Act, topicId: number): Promise<number[]> {
  const rows = await act.em.execute<{ person_id: number }[]>(
    `select person_id from (${staffOnDay}) staff, topic t join section s on s.id = t.section_id
     where t.id = ? and s.readers && array_prepend('staff', staff.roles::text[]) and person_id in (select author_id from reply where topic_id = ?) and person_id <> ? order by person_id`,
    [act.today, topicId, topicId, act.by.id],
  );
  return rows.map(({ person_id }) => person_id);
}
