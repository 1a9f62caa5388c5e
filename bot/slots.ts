import type { Day } from '#school/calendar.ts';
import type { Found } from './vocabulary/lexicon.ts';
import { readDays, type When } from './vocabulary/read-days.ts';
import type { Sense } from './vocabulary/senses.ts';

/** What a message says beside its intent. */
export interface Slots {
  when: When | undefined;
  /** The same, with dates read for lessons, which may be ahead. */
  lessonDay: Day | undefined;
  subjectIds: number[] | undefined;
  /** More than one when the name leaves it open. */
  childIds: number[];
  strangers: boolean;
  news: boolean;
  elsewhere: boolean;
  /** Only mistyped words stand for the intent. */
  shaky: boolean;
  /** Words that mean nothing to us. */
  unknown: number;
}

export function slotsOf(found: Found<Sense>[], today: Day): Slots {
  const days = readDays(found, today);
  const forLessons = readDays(found, today, { nearest: true });
  const subjects = sensesAt(found, 'subject');
  const intents = found.filter(place => place.senses.some(sense => sense.kind === 'intent'));
  return {
    when: days?.when,
    lessonDay: forLessons?.when.span === 'day' ? forLessons.when.from : undefined,
    subjectIds: subjects.length > 0 ? [...new Set(subjects.flatMap(sense => sense.ids))] : undefined,
    childIds: commonIds(sensesAt(found, 'child').map(sense => sense.ids)),
    strangers: found.some(isStranger),
    news: sensesAt(found, 'intent').some(sense => sense.intent === 'news'),
    elsewhere: sensesAt(found, 'elsewhere').length > 0,
    shaky: intents.every(place => place.slips > 0),
    unknown: found.filter((place, at) => place.senses.length === 0 || (isDateOnly(place) && !days?.places.includes(at)))
      .length,
  };
}

function isStranger(place: Found<Sense>): boolean {
  const [word] = place.words;
  return place.senses.length === 0
    ? word!.capital && word!.text.length > 2
    : place.senses.every(sense => sense.kind === 'stranger');
}

function isDateOnly({ senses }: Found<Sense>): boolean {
  return senses.length > 0 && senses.every(sense => sense.kind === 'date');
}

/** «Маша Петрова» is one child, «Маша и Ваня» are two. */
function commonIds(named: number[][]): number[] {
  if (named.length === 0) return [];
  const common = named.reduce((both, ids) => both.filter(id => ids.includes(id)));
  return common.length > 0 ? common : [...new Set(named.flat())];
}

/** The senses of one kind in the message, in order. */
export function sensesAt<K extends Sense['kind']>(found: Found<Sense>[], kind: K): Extract<Sense, { kind: K }>[] {
  return found
    .flatMap(place => place.senses)
    .filter((sense): sense is Extract<Sense, { kind: K }> => sense.kind === kind);
}
