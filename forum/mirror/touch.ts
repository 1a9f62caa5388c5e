import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';

/**
 * Notes, in the transaction of the change itself, that these topics have changed: whoever speaks in the groups that mirror
 * their sections looks afterwards what differs there. So nothing is lost, whatever the change was.
 */
export async function touchMirror(act: HouseAct, ...topicIds: number[]): Promise<void> {
  await prepared(
    act.em,
    `with here as (
       insert into mirror_thread as m (link_id, topic_id, touched)
       select l.id, t.id, 1 from topic t join mirror_link l on l.section_id = t.section_id and l.ended_at is null
       where t.id = any(:topics::int[]) order by t.id
       on conflict (link_id, topic_id) where ended_at is null do update set touched = m.touched + 1)
     update mirror_thread m set touched = m.touched + 1 from topic t, mirror_link l
     where t.id = m.topic_id and l.id = m.link_id and l.ended_at is null and m.ended_at is null
       and t.id = any(:topics::int[]) and t.section_id is distinct from l.section_id`,
    { topics: `{${topicIds.join()}}` },
  );
}
