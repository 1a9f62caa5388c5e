import type { Day } from '#school/calendar.ts';
import { says, senseAt } from './vocabulary/day-words.ts';
import type { DaysRead, When } from './vocabulary/days-read.ts';
import type { Found } from './vocabulary/lexicon.ts';
import type { Towards } from './vocabulary/one-day.ts';
import { readDays } from './vocabulary/read-days.ts';
import { type Sense, sensesAt } from './vocabulary/senses.ts';

/** What a message says beside its intent. */
export interface Slots {
  /** The days it names, as a question about what was, what will be, or a teacher's lessons reads them. */
  days: Record<Towards, When | undefined>;
  subjectIds: number[] | undefined;
  /** More than one when the name leaves it open. */
  childIds: number[];
  /** A name that is none of the children's: a given name, or a word that only looks like a name. */
  stranger: 'named' | 'perhaps' | undefined;
  /** The mark to be reached: «чтобы вышла пятёрка», or surely «до пятёрки». */
  target: { grade: number; surely: boolean } | undefined;
  /** «на сегодня», «к пятнице»: the day for which, not on which. */
  forDay: boolean;
  /** Only mistyped words stand for the intent. */
  shaky: boolean;
  /** «5Б» is named. */
  className: boolean;
  /** Words that mean nothing to us. */
  unknown: number;
}

export function slotsOf(found: Found<Sense>[], { today, childIds }: { today: Day; childIds: number[] }): Slots {
  const read = (towards: Towards) => readDays(found, today, { towards });
  const days = { back: read('back'), near: read('near'), ahead: read('ahead') };
  const subjects = sensesAt(found, 'subject');
  const concepts = found.filter(({ senses }) => senses.some(({ kind }) => kind === 'concept' || kind === 'grade'));
  return {
    days: { back: days.back?.when, near: days.near?.when, ahead: days.ahead?.when },
    subjectIds: subjects.length > 0 ? [...new Set(subjects.flatMap(sense => sense.ids))] : undefined,
    childIds: childIdsOf(found, childIds),
    stranger: found.some(isNamed) ? 'named' : found.some(mayBeName) ? 'perhaps' : undefined,
    target: targetOf(found),
    forDay: found.some((place, at) => isDay(place) && has(found[at - 1], 'toward')),
    className: sensesAt(found, 'class-name').length > 0,
    shaky: concepts.every(place => place.slips > 0),
    unknown: found.filter((place, at) => place.senses.length === 0 || (isDateOnly(place) && !isRead(at, days.back)))
      .length,
  };
}

function isNamed({ senses }: Found<Sense>): boolean {
  return senses.length > 0 && senses.every(sense => sense.kind === 'stranger');
}

function mayBeName({ senses, words: [word] }: Found<Sense>): boolean {
  return senses.length === 0 && word!.capital && word!.text.length > 2;
}

function isDateOnly({ senses }: Found<Sense>): boolean {
  return senses.length > 0 && senses.every(sense => sense.kind === 'date');
}

function isRead(at: number, days: DaysRead | undefined): boolean {
  return days?.places.includes(at) ?? false;
}

function isDay({ senses }: Found<Sense>): boolean {
  return senses.some(({ kind }) => kind === 'when' || kind === 'weekday' || kind === 'date' || kind === 'number');
}

function has(place: Found<Sense> | undefined, concept: string): boolean {
  return place?.senses.some(sense => sense.kind === 'concept' && sense.concept === concept) ?? false;
}

/** «Маша Петрова» is one child, «Маша и Ваня» are two, and so are «оба» when there are two. */
function childIdsOf(found: Found<Sense>[], all: number[]): number[] {
  const named = sensesAt(found, 'child').map(sense => sense.ids);
  if (named.length === 0) return all.length === 2 && found.some(place => has(place, 'both')) ? all : [];
  const common = named.reduce((both, ids) => both.filter(id => ids.includes(id)));
  return common.length > 0 ? common : [...new Set(named.flat())];
}

/** «до пятёрки», «вышла 4», but not «на 5 декабря». */
function targetOf(found: Found<Sense>[]): Slots['target'] {
  const at = found.findLastIndex((_, index) => has(found[index - 1], 'toward') && gradeAt(found, index) !== undefined);
  const grade = gradeAt(found, at);
  return grade === undefined ? undefined : { grade, surely: says(found, at - 1, 'up-to') };
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
