import type { Slots } from './slots.ts';
import type { Asker } from './understand.ts';
import type { Concept } from './vocabulary/concepts.ts';
import type { Found } from './vocabulary/lexicon.ts';
import { type Facts, type Intent, strengthsOf } from './vocabulary/meanings.ts';
import { type Sense, sensesAt } from './vocabulary/senses.ts';

/** The intents a message may mean; `forOthers` when all that it says is other people's business. */
export interface Intents {
  intents: Intent[];
  forOthers: boolean;
  /** Little says it: a day alone, as it were. */
  weak: boolean;
}

/** The intents whose words weigh most; one as a rule. */
export function intentsOf(facts: Facts, slots: Slots, asker: Asker): Intents {
  const strengths = strengthsOf(facts);
  const named = [...strengths.keys()].filter(intent => isFor(intent, asker));
  const asksMarks = asker.students.length > 0 && namesMarks(slots);
  // «Здравствуйте, подскажите по математике» asks for neither menu nor help.
  const weighty = asksMarks ? named.filter(intent => !isPolite(intent) || strengths.get(intent)! > 1) : named;
  const most = Math.max(...weighty.map(intent => strengths.get(intent)!));
  const strongest = weighty.filter(intent => strengths.get(intent) === most);
  const intents = strongest.filter(intent => intent !== 'start' || strongest.length === 1);
  const forOthers = intents.length === 0 && [...strengths.values()].some(strength => strength >= 3);
  return { intents, forOthers, weak: intents.every(intent => !isPolite(intent)) && most > 1 && most < 2 };
}

/** Whether days, a subject or a child are named: enough to ask for marks. */
export function namesMarks({ days, subjectIds, childIds }: Slots): boolean {
  return days.back !== undefined || subjectIds !== undefined || childIds.length > 0;
}

const staffOnly: readonly Intent[] = ['board', 'lessons', 'missing', 'fill', 'substitutions', 'free', 'trainings'];
const forAll: readonly Intent[] = [
  ...(['letters', 'announcements', 'settings', 'settings/quiet', 'consultation', 'start', 'help', 'logout'] as const),
  ...(['holidays', 'bells', 'elsewhere', 'news'] as const),
];

function isFor(intent: Intent, { staff, classTeacher, controls = false, students }: Asker): boolean {
  if (intent === 'class') return classTeacher;
  if (intent === 'overview') return controls;
  // A teacher's announcements hang in the staff room.
  if (intent === 'announcements') return students.length > 0;
  if (staffOnly.includes(intent)) return staff;
  return forAll.includes(intent) || students.length > 0;
}

function isPolite(intent: Intent): boolean {
  return intent === 'start' || intent === 'help';
}

/** What the message speaks of, for the rules of `meanings.ts`. */
export function factsOf(found: Found<Sense>[], slots: Slots, { today, students, staff }: Asker): Facts {
  const { back, ahead } = slots.days;
  const concepts = sensesAt(found, 'concept').map(({ concept }) => concept);
  const says = (concept: Concept) => concepts.includes(concept);
  const graded = sensesAt(found, 'grade').length > 0;
  const others: Record<string, boolean> = {
    // «Двойки» are marks as well.
    ...{ grade: graded, mark: graded },
    ill: says('ill') || says('visit'),
    ':visit': says('visit') && !says('ill'),
    ':subject': slots.subjectIds !== undefined,
    ':child': slots.childIds.length > 0,
    ':target': slots.target !== undefined,
    ':up-to': slots.target?.surely ?? false,
    ':ordinal': sensesAt(found, 'ordinal').length + sensesAt(found, 'number').length > 0,
    ':class-name': slots.subjectIds === undefined && slots.className,
    ':for-day': slots.forDay && ahead?.span === 'day' && ahead.from >= today,
    ':past': back !== undefined && back.span !== 'period' && back.to < today,
    ':day': ahead !== undefined,
    ':week': back?.span === 'week',
    ':period': back?.span === 'period',
    ':ahead': ahead !== undefined && ahead.span !== 'period' && ahead.from > today,
    ':surely-ahead': back !== undefined && back.span !== 'period' && back.from > today,
    ':staff': staff && students.length === 0,
  };
  return new Set([...concepts, ...Object.keys(others).filter(fact => others[fact])]);
}
