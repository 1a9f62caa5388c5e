import type { Act } from '#school/act.ts';

/** Students with their names, in the order of the journal; one query. */
export function namesOf(act: Act, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return act.em.execute(
    `select s.id, p.family_name || ' ' || p.given_name as name from student s join person p on p.id = s.person_id
     where s.id = any(:ids) order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", s.id`,
    { ids: `{${ids.join(',')}}` },
  );
}
