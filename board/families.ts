import type { Act } from '#school/act.ts';
import { staffOnDay } from '#school/staff.ts';
import { personIds } from './audience.ts';

/** Every parent and student whom the words of an audience name today: all, those of some classes, or chosen ones who don't work here. */
export async function familiesOf(act: Act, audience: readonly string[]): Promise<number[]> {
  const classIds = audience.flatMap(word => (word.startsWith('class:') ? [Number(word.slice(6))] : []));
  const [parents, students] = [audience.includes('parents'), audience.includes('students')];
  const people = personIds(audience);
  if (!parents && !students && classIds.length === 0 && people.length === 0) return [];
  const rows = await act.em.execute<{ id: number }[]>(
    `with enrolled as (
       select e.student_id, s.person_id, e.school_class_id = any(:classIds) as chosen
       from enrolment e join student s on s.id = e.student_id
       where e.since <= :today and (e.until is null or e.until > :today))
     select p.id from person p where p.deactivated_at is null and (
       p.id = any(:people) and not exists (select from (${staffOnDay.replace('?', ':today')}) s where s.person_id = p.id)
         and (p.id in (select person_id from student) or p.id in (select g.parent_id from guardianship g
           where g.since <= :today and (g.until is null or g.until >= :today)))
       or p.id in (select person_id from enrolled where :students or chosen)
       or p.id in (select g.parent_id from guardianship g join enrolled e on e.student_id = g.student_id
         where g.since <= :today and (g.until is null or g.until >= :today) and (:parents or e.chosen)))
     order by p.id`,
    { today: act.today, parents, students, classIds: `{${classIds.join(',')}}`, people: `{${people.join(',')}}` },
  );
  return rows.map(({ id }) => id);
}
