import fillers from '#templates/bot/vocabulary/fillers.json' with { type: 'json' };
import { type ConceptSense, conceptEntries } from './concepts.ts';
import { type DaySense, dayEntries, digitSense } from './day-words.ts';
import { type Entry, entry, type Found, lexiconOf, readWith } from './lexicon.ts';
import { childEntries, isSomebodysName, type Named, type NameSense } from './names.ts';
import { type SubjectName, type SubjectSense, subjectEntries } from './subjects.ts';
import type { Word } from './words.ts';

/** All that a place of a message may mean. */
export type Sense = ConceptSense | { kind: 'filler' } | DaySense | NameSense | SubjectSense;

const filler: Sense = { kind: 'filler' };

const common = lexiconOf<Sense>([
  ...conceptEntries,
  ...fillers.map(pattern => entry(pattern, filler, { typos: false })),
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

/** The senses of one kind in the message, in order. */
export function sensesAt<K extends Sense['kind']>(
  found: readonly Found<Sense>[],
  kind: K,
): Extract<Sense, { kind: K }>[] {
  return found
    .flatMap(place => place.senses)
    .filter((sense): sense is Extract<Sense, { kind: K }> => sense.kind === kind);
}
