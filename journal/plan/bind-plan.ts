import type { Day } from '#school/calendar.ts';
import { type PlanLesson, plainTitle, type StoredTopic } from './stored-plan.ts';

type Hours = Pick<StoredTopic, 'id' | 'hours' | 'plannedOn'>;
type Held = Pick<PlanLesson, 'id' | 'day' | 'topic' | 'plannedTopicId'>;

/**
 * Lessons in order take topics in order: gives the topic that each lesson without one may take, a topic of several hours
 * to several lessons. After a lesson that was given by the plan it goes on from there; what was skipped comes at the end.
 * Lessons filled before the plan came count as hours of it, but for topics planned on later days, and unless they are more
 * than the whole plan: then it begins after them. One filled by hand later takes none.
 */
export function bindPlan(topics: readonly Hours[], lessons: readonly Held[]): Map<number, number> {
  const takes = takingInOrder(topics, lessons);
  const earlier = filledEarlier(lessons);
  const isOfThem = earlier.size < topics.reduce((sum, { hours }) => sum + hours, 0);
  const proposed = new Map<number, number>();
  for (const { id, day, topic, plannedTopicId } of lessons) {
    if (plannedTopicId !== null) takes.from(plannedTopicId);
    else if (topic === null) {
      const next = takes.next();
      if (next !== undefined) proposed.set(id, next);
    } else if (isOfThem && earlier.has(id)) takes.next(day);
  }
  return proposed;
}

/** Lessons filled by hand before the first that was given by the plan. */
function filledEarlier(lessons: readonly Held[]): Set<number> {
  const firstBound = lessons.findIndex(({ plannedTopicId }) => plannedTopicId !== null);
  const before = firstBound < 0 ? lessons : lessons.slice(0, firstBound);
  return new Set(before.filter(({ topic }) => topic !== null).map(({ id }) => id));
}

/** Which line of the plan each filled lesson was given by, when its text is the line's: the plan came later than they. */
export function bindFilled(topics: readonly StoredTopic[], lessons: readonly PlanLesson[]): Map<number, number> {
  const left = hoursLeft(topics, lessons);
  const bound = new Map<number, number>();
  let last = 0;
  for (const { id, topic, plannedTopicId } of lessons) {
    if (plannedTopicId !== null) last = topics.findIndex(one => one.id === plannedTopicId);
    if (topic === null || plannedTopicId !== null) continue;
    const title = plainTitle(topic);
    const same = [...topics.entries()].filter(([, one]) => plainTitle(one.title) === title && left.get(one.id)! > 0);
    const [index, chosen] = same.find(([at]) => at >= last) ?? same[0] ?? [];
    if (index === undefined || !chosen) continue;
    bound.set(id, chosen.id);
    left.set(chosen.id, left.get(chosen.id)! - 1);
    last = index;
  }
  return bound;
}

/** Hours of each topic that no lesson has taken. */
export function hoursLeft(topics: readonly Hours[], lessons: readonly Held[]): Map<number, number> {
  const left = new Map(topics.map(({ id, hours }) => [id, hours]));
  for (const { plannedTopicId } of lessons) {
    if (plannedTopicId !== null) left.set(plannedTopicId, (left.get(plannedTopicId) ?? 0) - 1);
  }
  return left;
}

function takingInOrder(topics: readonly Hours[], lessons: readonly Held[]) {
  const left = hoursLeft(topics, lessons);
  let at = 0;
  return {
    from: (topicId: number) => {
      at = Math.max(
        0,
        topics.findIndex(({ id }) => id === topicId),
      );
    },
    /** The next line with hours left; with a day, unless it is planned later. */
    next: (day?: Day): number | undefined => {
      const ahead = [...topics.slice(at), ...topics.slice(0, at)].find(({ id }) => left.get(id)! > 0);
      if (!ahead || (day && ahead.plannedOn && ahead.plannedOn > day)) return undefined;
      left.set(ahead.id, left.get(ahead.id)! - 1);
      at = topics.indexOf(ahead);
      return ahead.id;
    },
  };
}
