import type { Act } from '../act.ts';
import { permit, see } from '../permissions.ts';
import { invitationWords, staffToInvite } from './invited.ts';
import { trainingToCome } from './load-training.ts';
import { typedTimes } from './training-times.ts';

/** What the form of a session offers. */
export interface TrainingChoices {
  words: readonly string[];
  /** Everybody on the staff by name, with the word that invites them. */
  staff: { id: number; word: string; name: string }[];
  me: number;
}

/** What the form of a new session begins with. Refusals: not-found to families, not-allowed. */
export async function newTraining(act: Act): Promise<TrainingChoices> {
  see(act, 'readTrainings');
  permit(act, 'holdTraining');
  return choices(act);
}

/** A session to come as it stands, for the form that changes it or calls it off. Refusals: not-found, not-allowed, conflict. */
export async function trainingToChange(act: Act, id: number) {
  const training = await trainingToCome(act, id);
  const { title, text, place, audience, version } = training;
  return {
    ...(await choices(act)),
    ...{ id, title, text, place, audience, version, ...typedTimes(act, training) },
    capacity: training.capacity ?? null,
    organiserId: training.organiser.id,
  };
}

async function choices(act: Act): Promise<TrainingChoices> {
  return { words: invitationWords, staff: await staffToInvite(act), me: act.by.id };
}
