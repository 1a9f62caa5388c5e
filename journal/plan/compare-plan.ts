import type { ReadTopic } from './read-plan.ts';
import { plainTitle, type StoredTopic } from './stored-plan.ts';

export type NewTopic = Omit<ReadTopic, 'row'>;

/** A plan that was sent beside the plan that is kept. */
export interface Comparison<T extends NewTopic> {
  /** In the order of the file; `was` is the line it takes the place of. */
  lines: { topic: T; was: StoredTopic | null; state: 'new' | 'changed' | 'same' }[];
  /** Lines that the new plan doesn't have, and by which lessons were given: they stay. */
  kept: StoredTopic[];
  /** Lines that the new plan doesn't have. */
  removed: StoredTopic[];
}

/**
 * Finds for each line the one it takes the place of: the one of the same title (and section), else the one of the same
 * number, so that lessons given by it stay with it.
 */
export function comparePlans<T extends NewTopic>(
  stored: readonly StoredTopic[],
  options: { topics: readonly T[]; taught: ReadonlySet<number> },
): Comparison<T> {
  const { topics, taught } = options;
  const was = new Map<T, StoredTopic>();
  const free = new Set(stored);
  const passes: ((topic: T, index: number) => (one: StoredTopic) => boolean)[] = [
    topic => one => isTitled(one, topic) && one.section === topic.section,
    topic => one => isTitled(one, topic),
    (_topic, index) => one => one.number === index + 1 && !taught.has(one.id),
  ];
  for (const fits of passes) {
    for (const [index, topic] of topics.entries()) {
      const found = was.has(topic) ? undefined : [...free].find(fits(topic, index));
      if (!found) continue;
      was.set(topic, found);
      free.delete(found);
    }
  }
  return {
    lines: topics.map(topic => ({ topic, was: was.get(topic) ?? null, state: stateOf(topic, was.get(topic)) })),
    kept: [...free].filter(({ id }) => taught.has(id)),
    removed: [...free].filter(({ id }) => !taught.has(id)),
  };
}

function isTitled(one: StoredTopic, topic: NewTopic): boolean {
  return plainTitle(one.title) === plainTitle(topic.title);
}

function stateOf(topic: NewTopic, was: StoredTopic | undefined): 'new' | 'changed' | 'same' {
  if (!was) return 'new';
  return (['section', 'title', 'hours', 'plannedOn'] as const).every(field => topic[field] === was[field])
    ? 'same'
    : 'changed';
}
