import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { staffToInvite } from './invited.ts';
import { loadTraining } from './load-training.ts';
import { peopleOf } from './training-people.ts';

/**
 * Writes down who came, once the session has begun (3.2a): the rest of the list did not. Somebody of the staff who came
 * uninvited counts as well. Marked again, the last list counts. Refusals: not-found; not-allowed; conflict before it has
 * begun and when it was called off; invalid at came.
 */
export async function markAttendance(act: Act, id: number, { came }: { came: readonly number[] }): Promise<void> {
  const { training, facts } = await loadTraining(act, id);
  permit(act, 'keepTraining', facts);
  if (training.cancelledAt) throw new Refusal('conflict', 'training/cancelled');
  if (training.startsAt > act.at) throw new Refusal('conflict', 'training/not-begun');
  const listed = (await peopleOf(act, training)).map(person => person.id);
  const added = came.filter(personId => !listed.includes(personId));
  if (added.length > 0) {
    const staff = new Set((await staffToInvite(act)).map(person => person.id));
    if (added.some(personId => !staff.has(personId) || personId === facts.organiserId))
      invalid('training/stranger', 'came');
  }
  await act.em.execute(
    `insert into training_attendance (training_id, person_id, came)
     select ?, person_id, person_id = any(?) from unnest(?::int[]) as person_id
     on conflict (training_id, person_id) do update set came = excluded.came`,
    [id, `{${came.join(',')}}`, `{${[...new Set([...listed, ...added])].join(',')}}`],
  );
  training.markedAt = act.at;
  training.markedBy = act.em.getReference(Person, act.by.id);
}
