import { Person } from '#db/school/person.ts';
import type { Training } from '#db/school/training.ts';
import type { Act } from '../act.ts';
import { Refusal } from '../refusal.ts';
import { nameOf, tellHolder } from './announce-training.ts';
import { invitedTo } from './invited.ts';
import { isLastHour } from './last-hour.ts';
import { trainingToCome } from './load-training.ts';
import { invite, subjectOf, trainingFacts } from './tell-training.ts';
import { type CheckedTraining, readTraining, type TrainingEntry } from './training-entry.ts';

/**
 * Changes a session that is to come (3.2a). Another title, place or time is told to everybody invited; who is invited now
 * hears of it anew, who no more is told so. `version` is the one the editor began from: conflict when another has changed it
 * since. Refusals besides: not-found; not-allowed; conflict once it was called off or has begun; invalid as announceTraining.
 */
export async function changeTraining(act: Act, id: number, entry: TrainingEntry & { version: number }): Promise<void> {
  const training = await trainingToCome(act, id);
  if (training.version !== entry.version) throw new Refusal('conflict', 'training/conflict', { field: 'title' });
  const { organiserId, ...checked } = await readTraining(act, { organiserId: training.organiser.id, ...entry });
  const before = {
    facts: trainingFacts(act, training),
    people: await invitedTo(act, id),
    holder: training.organiser.id,
  };
  const isNews = changes(training, checked);
  if (training.startsAt.getTime() !== checked.startsAt.getTime())
    training.hourToldAt = isLastHour(act.at, checked.startsAt) ? act.at : null;
  Object.assign(training, checked);
  training.organiser = act.em.getReference(Person, organiserId);
  training.changedAt = act.at;
  await act.em.flush();
  if (organiserId !== before.holder) await tellHolder(act, training);
  await tellPeople(act, training, { ...before, isNews });
}

/** What those who come must know. */
function changes(
  training: Training,
  { title, place, startsAt, endsAt }: Omit<CheckedTraining, 'organiserId'>,
): boolean {
  const isMoved = training.startsAt.getTime() !== startsAt.getTime() || training.endsAt.getTime() !== endsAt.getTime();
  return isMoved || training.title !== title || training.place !== place;
}

interface Before {
  facts: ReturnType<typeof trainingFacts>;
  people: readonly number[];
  holder: number;
  isNews: boolean;
}

async function tellPeople(act: Act, training: Training, before: Before): Promise<void> {
  const holder = training.organiser.id;
  const now = await invitedTo(act, training.id);
  const fresh = now.filter(personId => !before.people.includes(personId));
  const gone = before.people.filter(personId => !now.includes(personId) && personId !== holder);
  const stay = now.filter(personId => before.people.includes(personId));
  if (fresh.length > 0) invite(act, training, { people: fresh, by: await nameOf(act, holder) });
  const subject = subjectOf(training);
  // Who is invited no more holds no place.
  await act.em.execute('delete from training_answer where training_id = ? and person_id = any(?)', [
    training.id,
    `{${gone.join(',')}}`,
  ]);
  for (const personId of gone) act.tell(personId, { kind: 'training-uninvited', subject, facts: before.facts });
  if (!before.isNews) return;
  const facts = { ...trainingFacts(act, training), was: before.facts };
  const also = holder === act.by.id || holder !== before.holder ? [] : [holder];
  for (const personId of [...stay, ...also]) {
    act.tell(personId, { kind: 'training-changed', subject, facts: { ...facts, holds: personId === holder } });
  }
}
