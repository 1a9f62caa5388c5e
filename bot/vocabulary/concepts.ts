import absence from '#templates/bot/vocabulary/concepts/absence.json' with { type: 'json' };
import lessons from '#templates/bot/vocabulary/concepts/lessons.json' with { type: 'json' };
import marks from '#templates/bot/vocabulary/concepts/marks.json' with { type: 'json' };
import people from '#templates/bot/vocabulary/concepts/people.json' with { type: 'json' };
import staff from '#templates/bot/vocabulary/concepts/staff.json' with { type: 'json' };
import talk from '#templates/bot/vocabulary/concepts/talk.json' with { type: 'json' };
import grades from '#templates/bot/vocabulary/grades.json' with { type: 'json' };
import { type Entry, entry } from './lexicon.ts';

const concepts = { ...absence, ...lessons, ...marks, ...people, ...staff, ...talk };

export type Concept = keyof typeof concepts;

export type ConceptSense =
  | { kind: 'concept'; concept: Concept }
  /** «пятёрка»; a digit may be one too. */
  | { kind: 'grade'; grade: number };

/** A short word may be another one and not mistyped: then it mustn't turn the whole message aside. */
const shortest = 6;
const turnAside: readonly Concept[] = ['mend', 'beside', 'elsewhere', 'sorry', 'stop', 'ill', 'visit'];

/** The words of every concept; what a concept means with others stands in `meanings.ts`. */
export const conceptEntries: Entry<ConceptSense>[] = [
  ...(Object.entries(concepts) as [Concept, string[]][]).flatMap(([concept, patterns]) =>
    entriesOf(patterns, { kind: 'concept', concept }),
  ),
  ...Object.entries(grades).flatMap(([grade, patterns]) =>
    entriesOf(patterns, { kind: 'grade', grade: Number(grade) }),
  ),
];

function entriesOf(patterns: readonly string[], sense: ConceptSense): Entry<ConceptSense>[] {
  const turnsAside = sense.kind === 'concept' && turnAside.includes(sense.concept);
  return patterns.map(pattern =>
    entry(pattern, sense, { joins: true, typos: !turnsAside || pattern.length > shortest }),
  );
}
