import type { Day } from '#school/calendar.ts';

/**
 * The day of every hour of a plan, in its order: the first hour of a dated topic on its date, every other one at the next
 * place of the timetable after the hour before it; nothing where the year has no more places.
 */
export function daysOfHours(
  topics: readonly { hours: number; plannedOn: Day | null }[],
  slots: readonly Day[],
): (Day | null)[] {
  const days: (Day | null)[] = [];
  let next = 0;
  for (const { hours, plannedOn } of topics) {
    for (let hour = 0; hour < hours; hour++) {
      const isDated = hour === 0 && plannedOn !== null;
      if (isDated) next = placeOn(plannedOn, { slots, from: days.at(-1) === plannedOn ? next : 0 });
      days.push(isDated ? plannedOn : (slots[next] ?? null));
      if (!isDated || slots[next] === plannedOn) next++;
    }
  }
  return days;
}

/** The first place on the day or after it; a second topic of the same day goes on from where the first left. */
function placeOn(day: Day, { slots, from }: { slots: readonly Day[]; from: number }): number {
  const found = slots.findIndex((slot, index) => index >= from && slot >= day);
  return found < 0 ? slots.length : found;
}
