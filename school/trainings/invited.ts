import type { HouseAct, Inquiry } from '../act.ts';
import { staffRoles } from '../actor.ts';
import { invalid } from '../refusal.ts';
import { staffOnDay } from '../staff.ts';

/** Whom a session may name besides single people (`person:<id>`): everyone on the staff, or those who hold a role. */
export const invitationWords = ['staff', ...staffRoles] as const;

/**
 * SQL of who is invited to which session (one parameter: the day): `training_id`, `person_id`, `roles` of everybody on
 * that day's staff whom the audience names, but who holds it.
 */
export const invitedOnDay = `
  select t.id as training_id, s.person_id, s.roles
  from training t join (${staffOnDay}) s
    on (s.roles || array['staff', 'person:' || s.person_id]) && t.audience and s.person_id <> t.organiser_id`;

/** Who is invited today. */
export async function invitedTo(act: HouseAct, trainingId: number): Promise<number[]> {
  const rows = await act.em.execute<{ person_id: number }[]>(
    `select i.person_id from (${invitedOnDay}) i where i.training_id = ? order by i.person_id`,
    [act.today, trainingId],
  );
  return rows.map(row => row.person_id);
}

/**
 * The audience as it is kept, each word once; «staff» takes in everybody else. Refusals at `audience`: nobody, an unknown
 * word, somebody who does not work here.
 */
export async function readAudience(act: Inquiry, chosen: readonly string[]): Promise<string[]> {
  const roles = invitationWords.filter(word => chosen.includes(word));
  if (roles[0] === 'staff') return ['staff'];
  const people = [...new Set(chosen.filter(word => /^person:[1-9]\d{0,8}$/.test(word)))];
  const known = new Set<string>([...roles, ...people]);
  if (chosen.length === 0 || chosen.some(word => !known.has(word))) invalid('training/audience', 'audience');
  const staff = new Set((await staffToInvite(act)).map(({ word }) => word));
  if (people.some(word => !staff.has(word))) invalid('training/audience', 'audience');
  return [...roles, ...people];
}

/** Everybody on today's staff by name, with the word that invites them. */
export function staffToInvite(act: Inquiry): Promise<{ id: number; word: string; name: string }[]> {
  return act.em.execute(
    `select p.id, 'person:' || p.id as word, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name
     from (${staffOnDay}) s join person p on p.id = s.person_id
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id`,
    [act.today],
  );
}
