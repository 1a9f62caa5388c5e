import cases from '#templates/bot/vocabulary/family-cases.json' with { type: 'json' };
import type { Found } from './lexicon.ts';
import type { Sense } from './senses.ts';

/** The children meant at this place. «Петрова» is a sister's name, or her brother's where there is «у» or «не будет». */
export function namedAt(found: readonly Found<Sense>[], at: number): number[][] {
  const named = (found[at]?.senses ?? []).filter(sense => sense.kind === 'child');
  return named.map(({ ids, genitive }) => (genitive && isGenitive(found, at) ? genitive : ids));
}

function isGenitive(found: readonly Found<Sense>[], at: number): boolean {
  return (
    cases.genitiveAfter.includes(textAt(found, at - 1)) ||
    [...found.keys()].some(one => cases.genitiveWith.includes(textAt(found, one)))
  );
}

function textAt(found: readonly Found<Sense>[], at: number): string {
  return found[at]?.words.map(({ text }) => text).join(' ') ?? '';
}
