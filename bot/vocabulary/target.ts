import { says, senseAt } from './day-words.ts';
import type { Found } from './lexicon.ts';
import { type Sense, saysOf } from './senses.ts';

/** The mark to be reached: «чтобы вышла пятёрка», or surely «до пятёрки». */
export interface Target {
  grade: number;
  surely: boolean;
}

/** «до пятёрки», «вышла 4», «быть круглым отличником», but not «на 5 декабря». */
export function targetOf(found: Found<Sense>[]): Target | undefined {
  for (const at of [...found.keys()].reverse()) {
    const grade = gradeAt(found, at);
    const before = saysNothing(found[at - 1]) ? [at - 1, at - 2] : [at - 1];
    const said = saysOf(found[at], 'as-grade') ? at : before.find(one => leadsTo(found[one]));
    if (grade && said !== undefined) return { grade, surely: says(found, said, 'up-to') };
  }
  return undefined;
}

function leadsTo(place: Found<Sense> | undefined): boolean {
  return saysOf(place, 'toward') || saysOf(place, 'want');
}

function saysNothing(place: Found<Sense> | undefined): boolean {
  return place?.senses.every(({ kind }) => kind === 'filler') ?? false;
}

function gradeAt(found: Found<Sense>[], at: number): number | undefined {
  const senses = found[at]?.senses ?? [];
  const isDate = senseAt(found, at + 1, 'month') || units.some(unit => says(found, at + 1, unit));
  const digit = isDate ? undefined : senses.find(isNumber)?.number;
  const grade = senses.find(sense => sense.kind === 'grade')?.grade ?? digit;
  return grade && grade >= 3 && grade <= 5 ? grade : undefined;
}

const units = ['days', 'day-number', 'week', 'month', 'period'] as const;

function isNumber(sense: Sense): sense is Sense & { kind: 'number' } {
  return sense.kind === 'number';
}
