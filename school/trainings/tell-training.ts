import type { Training } from '#db/school/training.ts';
import type { Act, HouseAct } from '../act.ts';
import { excerpt } from '../typed-text.ts';
import { typedTimes } from './training-times.ts';

/** What a notice says of a session: whoever is told needs no page to know where to go. */
export function trainingFacts(act: Pick<HouseAct, 'timeZone'>, training: Training) {
  const { id, title, place } = training;
  return { id, title, place, ...typedTimes(act, training) };
}

/** Invites people to a session (3.2a). */
export function invite(act: Act, training: Training, { people, by }: { people: readonly number[]; by: string }): void {
  const facts = {
    ...trainingFacts(act, training),
    ...{ organiser: by, excerpt: excerpt(training.text), capacity: training.capacity ?? null },
  };
  for (const personId of people) act.tell(personId, { kind: 'training', subject: subjectOf(training), facts });
}

/** What notices about the session are about. */
export function subjectOf({ id }: Pick<Training, 'id'>): string {
  return `training:${id}`;
}
