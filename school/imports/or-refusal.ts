import { Refusal } from '../refusal.ts';

/** What the work gives, or the refusal it ended with: of a file's lines one that will not do is shown beside the others. */
export function orRefusal<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}
