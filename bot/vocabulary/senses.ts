import elsewhere from '#templates/bot/vocabulary/elsewhere.json' with { type: 'json' };
import fillers from '#templates/bot/vocabulary/fillers.json' with { type: 'json' };
import intents from '#templates/bot/vocabulary/intents.json' with { type: 'json' };
import { type DaySense, dayEntries, digitSense } from './day-words.ts';
import { type Entry, entry, type Found, lexiconOf, readWith } from './lexicon.ts';
import { childEntries, isSomebodysName, type Named, type NameSense } from './names.ts';
import { type SubjectName, type SubjectSense, subjectEntries } from './subjects.ts';
import type { Word } from './words.ts';

export type IntentWord = keyof typeof intents;

/** All that a place of a message may mean. */
export type Sense =
  | { kind: 'intent'; intent: IntentWord }
  /** What other screens will be about; `strong` outweighs any intent. */
  | { kind: 'elsewhere'; strong: boolean }
  | { kind: 'filler' }
  | DaySense
  | NameSense
  | SubjectSense;

/** How much a word of the intent weighs against words of others. */
export function strengthOf(intent: IntentWord): number {
  return intents[intent].strength;
}

const common = lexiconOf<Sense>([
  ...(Object.keys(intents) as IntentWord[]).flatMap(intent =>
    intents[intent].words.map(pattern => entry<Sense>(pattern, { kind: 'intent', intent })),
  ),
  ...elsewhere.weak.map(pattern => entry<Sense>(pattern, { kind: 'elsewhere', strong: false })),
  ...elsewhere.strong.map(pattern => entry<Sense>(pattern, { kind: 'elsewhere', strong: true })),
  ...fillers.map(pattern => entry<Sense>(pattern, { kind: 'filler' }, { typos: false })),
  ...dayEntries,
]);

/** Reads a message with the words everybody uses, this family's names and this school's subjects. */
export function sensesOf(
  words: readonly Word[],
  own: { students: readonly Named[]; subjects: readonly SubjectName[] },
): Found<Sense>[] {
  const theirs: Entry<Sense>[] = [...childEntries(own.students), ...subjectEntries(own.subjects)];
  const otherwise = (word: string): Sense | undefined =>
    digitSense(word) ?? (isSomebodysName(word) ? { kind: 'stranger' } : undefined);
  return readWith(words, [common, lexiconOf(theirs)], { otherwise });
}
