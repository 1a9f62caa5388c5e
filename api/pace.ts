import { Refusal } from '#school/refusal.ts';

const minute = 60_000;

export const mostReactions = 60;
export const mostPreviews = 60;

/**
 * Refuses one person more than so many turns within a minute (too-many): for what is cheap once and leaves no rows by which a room
 * could count. Each process counts for itself.
 */
export function openPace(most: number, now: () => Date): (personId: number) => void {
  const turns = new Map<number, number[]>();
  return personId => {
    const since = now().getTime() - minute;
    const recent = (turns.get(personId) ?? []).filter(at => at > since);
    if (recent.length >= most) throw new Refusal('too-many', 'too-fast', { facts: { most } });
    turns.set(personId, [...recent, now().getTime()]);
  };
}
