import { LockMode } from '@mikro-orm/core';
import { Training } from '#db/school/training.ts';
import type { Act } from '../act.ts';
import { permit, see, type TrainingFacts } from '../permissions.ts';
import { Refusal } from '../refusal.ts';

/** The session, locked until the act ends (unless it is only read), when this person may see it. Refusal: not-found. */
export async function loadTraining(
  act: Act,
  id: number,
  { lock = true } = {},
): Promise<{ training: Training; facts: TrainingFacts }> {
  see(act, 'readTrainings');
  const training = await act.em.findOne(Training, { id }, lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {});
  if (!training) throw new Refusal('not-found', 'not-found');
  const facts = { audience: training.audience, organiserId: training.organiser.id };
  see(act, 'readTraining', facts);
  return { training, facts };
}

/** The same for who keeps it, while it is to come. Refusals: not-found; not-allowed; conflict once it was called off or has begun. */
export async function trainingToCome(act: Act, id: number): Promise<Training> {
  const { training, facts } = await loadTraining(act, id);
  permit(act, 'keepTraining', facts);
  refuseIfOver(act, training);
  return training;
}

/** Refusal: conflict once the session was called off or has begun. */
export function refuseIfOver(act: Act, { cancelledAt, startsAt }: Training): void {
  if (cancelledAt) throw new Refusal('conflict', 'training/cancelled');
  if (startsAt <= act.at) throw new Refusal('conflict', 'training/begun');
}
