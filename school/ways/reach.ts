import type { ConsentScope } from '#db/school/consent.ts';
import type { Act } from '../act.ts';
import { see } from '../permissions.ts';
import { isOpenWay } from './open-way.ts';

/** A parent of a student of the class: by what news reaches them. */
export interface Reach {
  studentId: number;
  student: string;
  parentId: number;
  parent: string;
  /** Channels that are open: linked, agreed to, switched on. */
  ways: ConsentScope[];
  /** Channels that were lost and have no successor. */
  lost: ConsentScope[];
  /** When the site was last opened; old sessions are forgotten after three months. */
  lastSeenAt: Date | null;
  reached: boolean;
}

/** Who has not opened the site for so long is reached by no news there. */
const seenWithinDays = 30;

/** SQL: whether news reaches person `p` at all: over a channel, or on the site. */
export function isReached(p: string): string {
  return `(exists (select from chat c where c.person_id = ${p}.id and c.ended_at is null and c.messenger <> 'web' and ${isOpenWay('c')})
    or exists (select from session v where v.person_id = ${p}.id and v.last_seen_at > :at::timestamptz - interval '${seenWithinDays} days'))`;
}

/** The parents of a class and by what they are reached, whom nothing reaches first (3.2f). Refusal: not-found. */
export async function reach(act: Act, classId: number): Promise<Reach[]> {
  see(act, 'readInformed', classId);
  const rows = await act.em.execute<(Omit<Reach, 'lastSeenAt'> & { lastSeenAt: string | null })[]>(
    `select s.id as "studentId", sp.family_name || ' ' || sp.given_name as student, p.id as "parentId",
       concat_ws(' ', p.family_name, p.given_name, p.patronymic) as parent,
       array(select distinct c.messenger from chat c where c.person_id = p.id and c.ended_at is null and c.messenger <> 'web'
         and ${isOpenWay('c')} order by c.messenger) as ways,
       array(select distinct c.messenger from chat c where c.person_id = p.id and c.end_reason in ('blocked', 'gone')
         and not exists (select from chat o where o.person_id = p.id and o.messenger = c.messenger and o.ended_at is null)
         order by c.messenger) as lost,
       (select max(v.last_seen_at) from session v where v.person_id = p.id) as "lastSeenAt",
       ${isReached('p')} as reached
     from enrolment e join student s on s.id = e.student_id join person sp on sp.id = s.person_id
       join guardianship g on g.student_id = s.id and g.since <= :today and (g.until is null or g.until >= :today)
       join person p on p.id = g.parent_id
     where e.school_class_id = :classId and e.since <= :today and (e.until is null or e.until > :today)
     order by reached, sp.family_name collate "ru-x-icu", sp.given_name collate "ru-x-icu", s.id, p.id`,
    { classId, today: act.today, at: act.at },
  );
  return rows.map(({ lastSeenAt, ...row }) => ({ ...row, lastSeenAt: lastSeenAt ? new Date(lastSeenAt) : null }));
}
