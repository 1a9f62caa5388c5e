import { Person } from '#db/school/person.ts';
import type { Act } from '../act.ts';
import { invitedTo } from './invited.ts';
import { trainingToCome } from './load-training.ts';
import { subjectOf, trainingFacts } from './tell-training.ts';
import { readReason } from './training-words.ts';

/**
 * Calls a session off, with the reason, and tells everybody who might have come (3.2a). It stays in the list. Refusals: not-found;
 * not-allowed; conflict once it was called off or has begun; invalid at reason.
 */
export async function cancelTraining(act: Act, id: number, typed: { reason: string }): Promise<void> {
  const training = await trainingToCome(act, id);
  const reason = readReason(typed.reason);
  training.cancelledAt = act.at;
  training.cancelledReason = reason;
  training.cancelledBy = act.em.getReference(Person, act.by.id);
  const stays = await act.em.execute<{ person_id: number }[]>(
    'select person_id from training_answer where training_id = ? and not coming',
    [id],
  );
  const staying = new Set(stays.map(row => row.person_id));
  const expected = (await invitedTo(act, id)).filter(personId => !staying.has(personId));
  const also = training.organiser.id === act.by.id ? [] : [training.organiser.id];
  const facts = { ...trainingFacts(act, training), reason };
  for (const personId of [...expected, ...also])
    act.tell(personId, { kind: 'training-cancelled', subject: subjectOf(training), facts });
}
