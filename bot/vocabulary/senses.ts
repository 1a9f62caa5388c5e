import fillers from '#templates/bot/vocabulary/fillers.json' with { type: 'json' };
import indefinites from '#templates/bot/vocabulary/indefinites.json' with { type: 'json' };
import { type Concept, type ConceptSense, conceptEntries } from './concepts.ts';
import { type DaySense, dayEntries, digitSense } from './day-words.ts';
import { entry, type Found, type Lexicon, lexiconOf } from './lexicon.ts';
import { childEntries, isSomebodysName, type Named, type NameSense } from './names.ts';
import { readWith } from './read-words.ts';
import { type SubjectName, type SubjectSense, subjectEntries } from './subjects.ts';
import type { Word } from './words.ts';

/** All that a place of a message may mean. */
export type Sense = ConceptSense | { kind: 'filler' } | DaySense | NameSense | SubjectSense;

const filler: Sense = { kind: 'filler' };

const common = lexiconOf<Sense>([
  ...conceptEntries,
  ...[...fillers, ...somethings()].map(pattern => entry(pattern, filler, { typos: false })),
  ...dayEntries,
]);

/** «чтонибудь», «какието», «где-нить» (its hyphen is gone by now): they say nothing. */
function somethings(): string[] {
  const { questions, particles } = indefinites;
  return questions.flatMap(question => particles.flatMap(one => [`${question}${one}`, `${question} ${one}`]));
}

/** Reads a message with the words everybody uses, this family's names and this school's subjects. */
export function sensesOf(
  words: readonly Word[],
  own: { students: readonly Named[]; subjects: readonly SubjectName[] },
): Found<Sense>[] {
  const children = lexiconOf<Sense>(childEntries(own.students), { heard: false });
  const otherwise = (word: string): Sense | undefined =>
    digitSense(word) ?? (isSomebodysName(word) ? { kind: 'stranger' } : undefined);
  return readWith(words, [common, children, lexiconOfSubjects(own.subjects)], { otherwise });
}

let school: { key: string; lexicon: Lexicon<Sense> } | undefined;

/** A school's subjects hardly ever change: their words are laid out once. */
function lexiconOfSubjects(subjects: readonly SubjectName[]): Lexicon<Sense> {
  const key = JSON.stringify(subjects);
  if (school?.key !== key) school = { key, lexicon: lexiconOf<Sense>(subjectEntries(subjects)) };
  return school.lexicon;
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

/** Whether the place speaks of the concept. */
export function saysOf(place: Found<Sense> | undefined, concept: Concept): boolean {
  return place?.senses.some(sense => sense.kind === 'concept' && sense.concept === concept) ?? false;
}
