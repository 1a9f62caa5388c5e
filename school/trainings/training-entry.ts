import type { Act } from '../act.ts';
import { invalid } from '../refusal.ts';
import { readAudience, staffToInvite } from './invited.ts';
import { readTimes, type Times, type TypedTimes } from './training-times.ts';
import { readPlace, readText, readTitle } from './training-words.ts';

/** A session as it was typed; every value still to be checked. */
export interface TrainingEntry extends TypedTimes {
  title: string;
  /** What will be spoken of; may be empty. */
  text?: string | undefined;
  place: string;
  /** «staff», roles of the staff, `person:<id>`. */
  audience: readonly string[];
  /** So many may come; without one there is room for everybody. */
  capacity?: number | undefined;
  /** Who holds it; without one, who announces it. */
  organiserId?: number | undefined;
}

export interface CheckedTraining extends Times {
  title: string;
  text: string;
  place: string;
  audience: string[];
  capacity: number | null;
  organiserId: number;
}

/** The entry, checked. Refusals: invalid at title, text, place, day, starts, ends, audience, capacity, organiserId. */
export async function readTraining(act: Act, entry: TrainingEntry): Promise<CheckedTraining> {
  const { capacity = null, organiserId = act.by.id } = entry;
  if (capacity !== null && !(Number.isInteger(capacity) && capacity >= 1 && capacity <= 1000))
    invalid('training/capacity', 'capacity');
  const isElse = organiserId !== act.by.id;
  if (isElse && !(await staffToInvite(act)).some(({ id }) => id === organiserId))
    invalid('training/organiser', 'organiserId');
  return {
    title: readTitle(entry.title),
    text: readText(entry.text ?? ''),
    place: readPlace(entry.place),
    ...readTimes(act, entry),
    audience: await readAudience(act, entry.audience),
    capacity,
    organiserId,
  };
}
