import type { Day } from '../calendar.ts';
import { Refusal } from '../refusal.ts';
import type { Entry } from './entries.ts';
import { type CourseFacts, keyOf, type Place, type Placed, type PlaceKey } from './placed.ts';

/** One step of a change: a lesson is taken out of its place, or put into one. A move is both. */
export type Step = { remove: PlaceKey } | { place: Place };

/** What steps make of a timetable. */
export interface Applied {
  /** The timetable as it will be: entries that stay, entries that end on the day, new ones. */
  result: Placed[];
  ended: Entry[];
  added: Placed[];
  /** Places that were to be emptied and have no lesson on that day. */
  missing: PlaceKey[];
}

interface Ground {
  from: Day;
  courses: ReadonlyMap<number, CourseFacts>;
  roomNames: ReadonlyMap<number, string>;
}

/**
 * The timetable after the steps, in force from a day. Pure. A lesson put where its course had one takes over room and all;
 * one that moves keeps the end its entry had. Refuses: not-found (a course or a room there is none of).
 */
export function applySteps(entries: readonly Entry[], steps: readonly Step[], ground: Ground): Applied {
  const { from } = ground;
  const now = new Map(entries.filter(entry => isValidOn(entry, from)).map(entry => [keyOf(entry), entry]));
  const placed = new Map<string, Placed>();
  const ended = new Map<string, Entry>();
  const ends = new Map<number, (Day | null)[]>();
  const missing: PlaceKey[] = [];
  const take = (key: string): boolean => {
    const standing = placed.get(key) ?? (ended.has(key) ? undefined : now.get(key));
    if (!standing) return false;
    ends.set(standing.courseId, [...(ends.get(standing.courseId) ?? []), standing.until]);
    if (!placed.delete(key)) ended.set(key, now.get(key)!);
    return true;
  };
  for (const step of steps) {
    if ('remove' in step) {
      if (!take(keyOf(step.remove))) missing.push(step.remove);
      continue;
    }
    const key = keyOf(step.place);
    take(key);
    const until = ends.get(step.place.courseId)?.pop() ?? null;
    const standing = now.get(key);
    // Back where it was, nothing has happened.
    if (standing && standing.roomId === step.place.roomId && standing.joint === step.place.joint) ended.delete(key);
    else placed.set(key, newEntry(step.place, { ...ground, until }));
  }
  const gone = new Set<Entry>(ended.values());
  const added = [...placed.values()];
  return {
    result: [...entries.map(entry => (gone.has(entry) ? { ...entry, until: from } : entry)), ...added],
    ended: [...gone],
    added,
    missing,
  };
}

/** Whether an entry is in force on the day. */
export function isValidOn({ since, until }: Pick<Placed, 'since' | 'until'>, day: Day): boolean {
  return since <= day && (until === null || until > day);
}

function newEntry(place: Place, { from, until, courses, roomNames }: Ground & { until: Day | null }): Placed {
  const course = courses.get(place.courseId);
  const room = place.roomId === null ? null : roomNames.get(place.roomId);
  if (!course || room === undefined) throw new Refusal('not-found', 'not-found');
  const { weekday, slot, week, roomId, joint } = place;
  return { ...course, weekday, slot, week, roomId, joint, room, since: from, until };
}
