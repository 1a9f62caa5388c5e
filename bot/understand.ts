import type { Day } from '#school/calendar.ts';
import { type Slots, slotsOf } from './slots.ts';
import { factsOf, intentsOf, namesMarks } from './understand-intent.ts';
import { wishesOf } from './understand-wishes.ts';
import type { Facts, Intent } from './vocabulary/meanings.ts';
import type { Named } from './vocabulary/names.ts';
import { namesNoDay } from './vocabulary/one-day.ts';
import { sensesOf } from './vocabulary/senses.ts';
import type { SubjectName } from './vocabulary/subjects.ts';
import { inOtherLayout, wordsOf } from './vocabulary/words.ts';
import type { Wish } from './wish.ts';

/** What must be known of the person to read their words. */
export interface Asker {
  today: Day;
  /** Whose marks they may ask about. */
  students: readonly Named[];
  subjects: readonly SubjectName[];
  staff: boolean;
  classTeacher: boolean;
  /** Controls how the journal is kept. */
  controls?: boolean;
}

export type Reading =
  | { kind: 'wish'; wish: Wish }
  /** An unsure reading asks back. */
  | { kind: 'either'; wishes: [Wish, Wish] }
  /** A name that is nobody's among the children. */
  | { kind: 'stranger' }
  /** A day that no calendar has. */
  | { kind: 'no-day' }
  /** Understood, but the bot doesn't speak of it. */
  | { kind: 'elsewhere' }
  | { kind: 'nonsense' };

/** Reads a message in plain Russian: normalised words, their senses, an intent and its slots. */
export function understand(message: string, asker: Asker): Reading {
  const reading = readMessage(message, asker);
  const retyped = reading.kind === 'nonsense' ? inOtherLayout(message) : undefined;
  return retyped ? readMessage(retyped, asker) : reading;
}

function readMessage(message: string, asker: Asker): Reading {
  const found = sensesOf(wordsOf(message), asker);
  if (found.length === 0) return { kind: 'nonsense' };
  if (namesNoDay(found, asker.today)) return { kind: 'no-day' };
  const slots = slotsOf(found, asker);
  const facts = factsOf(found, slots, asker);
  const { intents, forOthers, weak } = intentsOf(facts, slots, asker);
  const perhaps = slots.shaky && slots.unknown > 0;
  if (intents.includes('elsewhere') || forOthers) return { kind: perhaps ? 'nonsense' : 'elsewhere' };
  if (weak && slots.unknown > 0) return { kind: 'nonsense' };
  if (intents.length === 0) return readWithoutIntent(slots, { asker, facts });
  if (intents.some(intent => isOfStranger(intent, slots))) return { kind: 'stranger' };
  const said = intents.filter(intent => intent !== 'elsewhere');
  const wishes = said.flatMap(intent => wishesOf(intent, slots, { asker, facts }));
  return perhaps && wishes.length === 1 ? unsure([...wishes, menu]) : unsure(wishes);
}

const menu: Wish = { intent: 'start' };

function unsure(wishes: Wish[]): Reading {
  const [first, second, third] = distinct(wishes);
  if (third && wishes.every(wish => wish.intent === first?.intent)) return { kind: 'wish', wish: { intent: 'child' } };
  return second ? { kind: 'either', wishes: [first!, second] } : { kind: 'wish', wish: first! };
}

const aboutChild: readonly Intent[] = [
  ...(['marks', 'how', 'news', 'week', 'averages', 'need', 'finals', 'homework', 'schedule'] as const),
  ...(['absences', 'absent', 'explain', 'child'] as const),
];

/** A capital letter alone makes a stranger only where a name is to be expected: «оценки Кузьмичёвой». */
function isOfStranger(intent: Intent, { stranger }: Slots): boolean {
  return stranger === 'perhaps' ? intent === 'marks' || intent === 'child' : !!stranger && aboutChild.includes(intent);
}

function readWithoutIntent(slots: Slots, { asker, facts }: { asker: Asker; facts: Facts }): Reading {
  const { subjectIds, childIds } = slots;
  const unknown = slots.unknown + (slots.className ? 1 : 0);
  const family = asker.students.length > 0;
  const day = slots.days.near !== undefined && slots.days.near.span !== 'period';
  if (slots.stranger && family && (slots.days.back || subjectIds || unknown === 0)) return { kind: 'stranger' };
  const wishes = [
    ...(family && namesMarks(slots) ? wishesOf('marks', slots, { asker, facts }) : []),
    ...(asker.staff && day && !subjectIds && childIds.length === 0 ? wishesOf('lessons', slots, { asker, facts }) : []),
  ];
  if (wishes.length === 0) return { kind: asksOfSchool(facts) ? 'elsewhere' : 'nonsense' };
  if (unknown === 0 || wishes.length > 1) return unsure(wishes);
  // A word we don't know may have been the very one that mattered, unless there is enough without it: «как отучился Ваня».
  const named = [slots.days.back, subjectIds, childIds[0]].filter(slot => slot !== undefined).length;
  const asks = facts.has('asks');
  if (named > 1 || (named === 1 && unknown === 1 && asks)) return unsure(wishes);
  return slots.days.back && !asks ? { kind: 'nonsense' } : unsure([...wishes, menu]);
}

/** «Когда выдадут учебники»: a question of the school, though its words are unknown. */
function asksOfSchool(facts: Facts): boolean {
  return facts.has('when') || (facts.has('asks') && (facts.has('school') || facts.has('klass')));
}

function distinct(wishes: Wish[]): Wish[] {
  return [...new Map(wishes.map(wish => [JSON.stringify(wish), wish])).values()];
}
