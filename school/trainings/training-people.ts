import type { Training } from '#db/school/training.ts';
import type { Act } from '../act.ts';
import { type StaffRole, staffRoles } from '../actor.ts';
import { dayOf } from '../calendar.ts';
import { invitedOnDay } from './invited.ts';

/** Somebody on the list of a session. */
export interface TrainingPerson {
  id: number;
  name: string;
  roles: StaffRole[];
  /** What they said themselves; null while they have not. */
  coming: boolean | null;
  /** Whether they came; null until it was marked. */
  came: boolean | null;
}

/**
 * The list of a session, by name: everybody invited, as of today or of its day when that has passed; once it was marked who
 * came, the list it was marked by. The caller has asked the charter.
 */
export async function peopleOf(
  act: Act,
  training: Pick<Training, 'id' | 'startsAt' | 'markedAt'>,
): Promise<TrainingPerson[]> {
  const { id, startsAt, markedAt } = training;
  const ownDay = dayOf(startsAt, act.timeZone);
  const rows = await act.em.execute<TrainingPerson[]>(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, coalesce(i.roles, '{}') as roles,
       a.coming, c.came
     from (select * from (${invitedOnDay}) every where every.training_id = ?) i
       full join (select * from training_attendance where training_id = ?) c on c.person_id = i.person_id
       join person p on p.id = coalesce(i.person_id, c.person_id)
       left join training_answer a on a.training_id = ? and a.person_id = p.id
     where ${markedAt ? 'c.id' : 'i.person_id'} is not null
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    [[ownDay, act.today].sort()[0], id, id, id],
  );
  return rows.map(row => ({ ...row, roles: staffRoles.filter(role => row.roles.includes(role)) }));
}
