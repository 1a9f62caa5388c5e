import { type Day, weekOf } from '#school/calendar.ts';
import { type Slots, sensesAt, slotsOf } from './slots.ts';
import type { Found } from './vocabulary/lexicon.ts';
import type { Named } from './vocabulary/names.ts';
import type { When } from './vocabulary/read-days.ts';
import { type IntentWord, type Sense, sensesOf, strengthOf } from './vocabulary/senses.ts';
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
}

export type Reading =
  | { kind: 'wish'; wish: Wish }
  /** An unsure reading asks back. */
  | { kind: 'either'; wishes: [Wish, Wish] }
  /** A name that is nobody's among the children. */
  | { kind: 'stranger' }
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
  if (found.some(place => place.senses.some(sense => sense.kind === 'elsewhere' && sense.strong)))
    return { kind: 'elsewhere' };
  const slots = slotsOf(found, asker.today);
  const intents = intentsOf(found, asker, slots);
  if (intents.length === 0) {
    // A parent who asks for orders is understood, only not served.
    const forOthers = sensesAt(found, 'intent').some(sense => strengthOf(sense.intent) > 1);
    return slots.elsewhere || forOthers ? { kind: 'elsewhere' } : readWithoutIntent(slots, asker);
  }
  if (slots.strangers && intents.some(intent => intent === 'marks' || intent === 'child')) return { kind: 'stranger' };
  const wishes = distinct(intents.flatMap(intent => wishesOf(intent, slots, asker)));
  return slots.shaky && slots.unknown > 0 && wishes.length === 1 ? unsure([...wishes, menu]) : unsure(wishes);
}

const menu: Wish = { intent: 'start' };

function unsure(wishes: Wish[]): Reading {
  const [first, second, third] = wishes;
  if (third && wishes.every(wish => wish.intent === 'marks')) return { kind: 'wish', wish: { intent: 'child' } };
  return second ? { kind: 'either', wishes: [first!, second] } : { kind: 'wish', wish: first! };
}

/** The intents whose words weigh most; one as a rule. */
function intentsOf(found: Found<Sense>[], asker: Asker, slots: Slots): IntentWord[] {
  const named = [...new Set(sensesAt(found, 'intent').map(sense => sense.intent))].filter(intent =>
    isFor(intent, asker),
  );
  const asksMarks = asker.students.length > 0 && (slots.when || slots.subjectIds || slots.childIds.length > 0);
  // «Здравствуйте, подскажите по математике» asks for neither menu nor help.
  const weighty = asksMarks ? named.filter(intent => intent !== 'start' && intent !== 'help') : named;
  const most = Math.max(...weighty.map(strengthOf));
  return weighty.filter(intent => strengthOf(intent) === most && !(intent === 'start' && weighty.length > 1));
}

const staffOnly: readonly IntentWord[] = ['board', 'lessons', 'missing'];
const familyOnly: readonly IntentWord[] = ['marks', 'attendance', 'child', 'how'];

function isFor(intent: IntentWord, { staff, classTeacher, students }: Asker): boolean {
  if (intent === 'class') return classTeacher;
  if (staffOnly.includes(intent)) return staff;
  return !familyOnly.includes(intent) || students.length > 0;
}

function readWithoutIntent(slots: Slots, asker: Asker): Reading {
  const family = asker.students.length > 0;
  if (slots.strangers && family && (slots.when || slots.subjectIds || slots.unknown === 0)) return { kind: 'stranger' };
  const ofMarks = family && (slots.when || slots.subjectIds || slots.childIds.length > 0);
  const wishes = [
    ...(ofMarks ? wishesOf('marks', slots, asker) : []),
    ...(asker.staff && slots.lessonDay && !slots.subjectIds && slots.childIds.length === 0
      ? wishesOf('lessons', slots, asker)
      : []),
  ];
  if (wishes.length === 0) return { kind: 'nonsense' };
  // A word we don't know may have been the very one that mattered.
  return slots.unknown > 0 && wishes.length === 1 ? unsure([...wishes, menu]) : unsure(wishes);
}

function wishesOf(intent: IntentWord, slots: Slots, asker: Asker): Wish[] {
  const { childIds } = slots;
  switch (intent) {
    case 'marks':
    case 'attendance':
    case 'how':
    case 'news': {
      if (asker.students.length === 0) return [{ intent: asker.staff ? 'board' : 'start' }];
      const wish: Wish = {
        intent: 'marks',
        when: slots.when ?? usualDays(intent, slots, asker.today),
        ...(slots.subjectIds ? { subjectIds: slots.subjectIds } : {}),
        ...(slots.news && !slots.when && !slots.subjectIds ? { news: true } : {}),
      };
      return childIds.length > 0 ? childIds.map(childId => ({ ...wish, childId })) : [wish];
    }
    case 'child':
      return [{ intent, ...(childIds.length === 1 ? { childId: childIds[0]! } : {}) }];
    case 'lessons':
      return [{ intent, day: slots.lessonDay ?? asker.today }];
    default:
      return [{ intent }];
  }
}

/** Marks are asked of today, of one subject since the period began, and «как учится» of the week. */
function usualDays(intent: IntentWord, slots: Slots, today: Day): When {
  if (slots.subjectIds) return { span: 'period', which: 'current' };
  const { monday, sunday } = weekOf(today);
  return intent === 'marks' ? { span: 'day', from: today, to: today } : { span: 'week', from: monday, to: sunday };
}

function distinct(wishes: Wish[]): Wish[] {
  return [...new Map(wishes.map(wish => [JSON.stringify(wish), wish])).values()];
}
