import type { Act } from '../act.ts';
import { staffOnDay } from '../staff.ts';
import { isOpenClass } from './terms.ts';

/** Everybody on today's staff by name: a function may be given to others too, who are named in full. */
export function peopleToAssign(act: Act): Promise<{ id: number; name: string }[]> {
  return act.em.execute(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name
     from (${staffOnDay}) s join person p on p.id = s.person_id
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    [act.today],
  );
}

/** The classes of this year and of those to come, in order; those to come with their year. */
export function openClasses(act: Act): Promise<{ id: number; name: string }[]> {
  return act.em.execute(
    `select c.id, c.grade || c.letter || case when y.first_day > :today
       then ' (' || extract(year from y.first_day) || ')' else '' end as name
     from school_class c join school_year y on y.id = c.year_id where ${isOpenClass}
     order by y.first_day, c.grade, c.letter collate "ru-x-icu"`,
    { today: act.today },
  );
}
