import type { Day } from '#school/calendar.ts';
import type { DaysRead, When } from './vocabulary/days-read.ts';
import type { Found } from './vocabulary/lexicon.ts';
import { namedAt } from './vocabulary/named-at.ts';
import type { Named } from './vocabulary/names.ts';
import type { Towards } from './vocabulary/one-day.ts';
import { readDays } from './vocabulary/read-days.ts';
import { type Sense, saysOf, sensesAt } from './vocabulary/senses.ts';
import { type Target, targetOf } from './vocabulary/target.ts';
import { small } from './vocabulary/words.ts';

/** What a message says beside its intent. */
export interface Slots {
  /** The days it names, as a question about what was, what will be, or a teacher's lessons reads them. */
  days: Record<Towards, When | undefined>;
  subjectIds: number[] | undefined;
  /** More than one when the name leaves it open. */
  childIds: number[];
  /** A name that is none of the children's: a given name, or a word that only looks like a name. */
  stranger: 'named' | 'perhaps' | undefined;
  target: Target | undefined;
  /** «на сегодня», «к пятнице»: the day for which, not on which. */
  forDay: boolean;
  /** Only mistyped words stand for the intent. */
  shaky: boolean;
  /** «5Б» is named, and is no child's own class. */
  className: boolean;
  /** Words that mean nothing to us. */
  unknown: number;
}

/** Whose slots they are: to staff «5Б» is a class, to a family the child who is in it. */
interface Own {
  today: Day;
  students: readonly Named[];
  staff: boolean;
}

export function slotsOf(found: Found<Sense>[], { today, students, staff }: Own): Slots {
  const read = (towards: Towards) => readDays(found, today, { towards });
  const days = { back: read('back'), near: read('near'), ahead: read('ahead') };
  const subjects = sensesAt(found, 'subject');
  const classes = sensesAt(found, 'class-name').map(({ name }) => name);
  const inClass = staff ? [] : students.filter(({ className }) => className && classes.includes(small(className)));
  const concepts = found.filter(({ senses }) => senses.some(({ kind }) => kind === 'concept' || kind === 'grade'));
  return {
    days: { back: days.back?.when, near: days.near?.when, ahead: days.ahead?.when },
    subjectIds: subjects.length > 0 ? [...new Set(subjects.flatMap(sense => sense.ids))] : undefined,
    childIds: childIdsOf(found, { all: idsOf(students), inClass: idsOf(inClass) }),
    stranger: found.some(isNamed) ? 'named' : found.some(mayBeName) ? 'perhaps' : undefined,
    target: targetOf(found),
    forDay: found.some((place, at) => isDay(place) && saysOf(found[at - 1], 'toward')),
    className: classes.length > 0 && inClass.length === 0,
    shaky: concepts.every(place => place.slips > 0),
    unknown: found.filter((place, at) => place.senses.length === 0 || (isDateOnly(place) && !isRead(at, days.back)))
      .length,
  };
}

function idsOf(students: readonly Named[]): number[] {
  return students.map(({ id }) => id);
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

/** «Маша Петрова» is one child, «Маша и Ваня» are two, and so are «оба» when there are two; «2А» names who is in it. */
function childIdsOf(found: Found<Sense>[], { all, inClass }: { all: number[]; inClass: number[] }): number[] {
  const named = found.flatMap((_, at) => namedAt(found, at));
  if (named.length === 0) return all.length === 2 && found.some(place => saysOf(place, 'both')) ? all : inClass;
  const common = named.reduce((both, ids) => both.filter(id => ids.includes(id)));
  return common.length > 0 ? common : [...new Set(named.flat())];
}
