import type { EntityManager } from '@mikro-orm/postgresql';
import { prepared } from '#db/prepared.ts';
import type { ActivityDoor } from '#db/school/activity-day.ts';
import type { Actor } from '../actor.ts';
import type { Day } from '../calendar.ts';

/** Who used the program, through which door, when. */
export interface Used {
  by: Pick<Actor, 'id' | 'roles'>;
  door: ActivityDoor;
  at: Date;
  today: Day;
}

/**
 * SQL of the note that somebody used the program: one row of a day, a person and a door, whose last moment moves (7c, 8.2). Its
 * values: `activityValues`.
 */
export const noteSql = `
  insert into activity_day (day, person_id, door, roles, sign_ins, first_at, last_at)
  values (:today, :person, :door, :roles, :signIns, :at, :at)
  on conflict (day, person_id, door) do update
    set last_at = excluded.last_at, sign_ins = activity_day.sign_ins + excluded.sign_ins`;

/** What `noteSql` asks for. */
export function activityValues({ by, door, at, today }: Used, { signIns = 0 } = {}) {
  return { today, person: by.id, door, roles: `{${[...by.roles].join(',')}}`, signIns, at };
}

/** Notes it by itself. The caller keeps count, so that one person costs a statement a minute and no more. */
export async function noteActivity(em: EntityManager, used: Used, counted: { signIns?: number } = {}): Promise<void> {
  await prepared(em, noteSql, activityValues(used, counted));
}
