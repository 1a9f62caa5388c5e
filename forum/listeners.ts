import type { Reply } from '#db/forum/reply.ts';
import type { TopicWay } from '#db/forum/subscription.ts';
import { prepared } from '#db/prepared.ts';
import type { Act } from '#school/act.ts';
import { staffOnDay } from '#school/staff.ts';

/** Somebody who is told of a reply, and why: by name, because their words are quoted, or because they follow the topic. */
export interface Listener {
  id: number;
  why: 'called' | 'quoted' | 'follows';
}

/**
 * Who is told of a reply, each once and for the strongest reason. Those who have written in the topic follow it unless they
 * have chosen otherwise; in a topic that is muted only one's name is heard. Who may not see its section, whoever left the
 * school, or works here no more and is only a parent now, hears nothing of the staff's talk; nor does the person who acts.
 */
export async function listeners(
  act: Act,
  { topic, quotes }: Pick<Reply, 'topic' | 'quotes'>,
  called: readonly number[],
): Promise<Listener[]> {
  const quotedId = quotes?.author.id ?? 0;
  const rows = await prepared<{ id: number; way: TopicWay | null; wrote: boolean }>(act.em, query, {
    ...{ today: act.today, topic: topic.id, me: act.by.id, called: `{${[...called, quotedId].join()}}` },
  });
  return rows.flatMap(({ id, way, wrote }): Listener[] => {
    if (called.includes(id)) return [{ id, why: 'called' }];
    if (way === 'mute') return [];
    if (id === quotedId) return [{ id, why: 'quoted' }];
    return way === 'follow' || (way === null && wrote) ? [{ id, why: 'follows' }] : [];
  });
}

/** Who is told of a new topic: whom it calls, and who follows its section. */
export async function sectionListeners(act: Act, sectionId: number, called: readonly number[]): Promise<Listener[]> {
  const rows = await prepared<{ id: number }>(act.em, sectionQuery, {
    ...{ today: act.today, section: sectionId, me: act.by.id, called: `{${called.join()}}` },
  });
  return rows.map(({ id }) => ({ id, why: called.includes(id) ? 'called' : 'follows' }));
}

const staff = staffOnDay.replace('?', ':today');

const query = `
  select staff.person_id as id, w.way, a.author_id is not null as wrote
  from (${staff}) staff join topic t on t.id = :topic join section s on s.id = t.section_id
  left join topic_subscription w on w.topic_id = t.id and w.person_id = staff.person_id
  left join (select distinct author_id from reply where topic_id = :topic) a on a.author_id = staff.person_id
  where staff.person_id <> :me and s.readers && array_prepend('staff', staff.roles::text[])
    and (w.way is not null or a.author_id is not null or staff.person_id = any(:called))
  order by staff.person_id`;

const sectionQuery = `
  select staff.person_id as id from (${staff}) staff join section s on s.id = :section
  where staff.person_id <> :me and s.readers && array_prepend('staff', staff.roles::text[])
    and (staff.person_id = any(:called)
      or exists (select from section_subscription w where w.section_id = s.id and w.person_id = staff.person_id))
  order by staff.person_id`;
