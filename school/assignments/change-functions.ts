import { BoardDocument } from '#db/board/board-document.ts';
import { FunctionChange, type FunctionName, functionNames } from '#db/school/function-change.ts';
import { Person } from '#db/school/person.ts';
import { SchoolClass } from '#db/school/school-class.ts';
import type { Act } from '../act.ts';
import { addDays, type Day, parseDay } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { invalid } from '../refusal.ts';
import { applyChange } from './apply-changes.ts';
import { holdFunctions } from './hold-functions.ts';
import { tellOfChange } from './tell-of-change.ts';
import { firstDayWithout, isHeld, isOpenClass, termsOf } from './terms.ts';

/** Who is assigned to what or relieved of it, as it was typed. */
export interface FunctionEntry {
  deed: 'assign' | 'relieve';
  personId: number;
  function: string;
  /** Of a class teacher. */
  classId?: number | undefined;
  /** ISO dates: from the beginning of this day to the end of that one. */
  day: string;
  until?: string | undefined;
  /** Where its refusals stand: `<prefix>Day`; without one `day`. */
  prefix?: string | undefined;
}

/** By which order: one of «Учительская», or one on paper. */
export type OrderNamed = { documentId: number } | { number: string; date: Day };

/** The entry with what it names found to be there. */
export interface CheckedChange {
  deed: 'assign' | 'relieve';
  personId: number;
  function: FunctionName;
  classId: number | null;
  day: Day;
  until: Day | null;
  fieldOf: (name: string) => string;
}

/**
 * Assigns people to functions of the regulation and relieves them (6.1), in this order; what begins today takes effect at once, the
 * rest at the beginning of its day. Gives the lines of the log. Refusals: not-allowed; invalid at person, function, class,
 * day, until: also when on some day nobody would be director.
 */
export async function changeFunctions(
  act: Act,
  entries: readonly FunctionEntry[],
  order: OrderNamed,
): Promise<FunctionChange[]> {
  permit(act, 'assignFunctions');
  await holdFunctions(act);
  const lines: FunctionChange[] = [];
  for (const entry of entries) {
    const checked = await checkChange(act, entry, { givenOn: act.today });
    const line = writeLine(act, checked, order);
    await act.em.flush();
    lines.push(line);
  }
  const ofDirector = entries.findLast(entry => entry.function === 'director');
  if (ofDirector) await refuseWithoutDirector(act, fieldsOf(ofDirector)('day'));
  for (const line of lines) {
    await tellOfChange(act, line);
    if (line.day <= act.today) await applyChange(act, line);
  }
  return lines;
}

/** What an entry must say, as of a day on which it would be given, by an order instead of another or not; see `changeFunctions`. */
export async function checkChange(
  act: Act,
  entry: FunctionEntry,
  { givenOn, replaced }: { givenOn: Day; replaced?: number | undefined },
): Promise<CheckedChange> {
  const fieldOf = fieldsOf(entry);
  const name = functionNames.find(known => known === entry.function);
  if (!name) invalid('function/function', fieldOf('function'));
  const { deed, personId } = entry;
  const classId = name === 'class-teacher' ? await openClass(act, entry.classId, fieldOf('class')) : null;
  const day = parseDay(entry.day);
  if (!day) invalid('function/day', fieldOf('day'));
  if (day < givenOn || day > addDays(givenOn, 366)) invalid('function/day-unlikely', fieldOf('day'));
  const until = entry.until && deed === 'assign' ? parseDay(entry.until) : null;
  if (until === undefined) invalid('function/until', fieldOf('until'));
  if (until && (until < day || until > addDays(day, 731))) invalid('function/until-unlikely', fieldOf('until'));
  const person = await act.em.findOne(Person, { id: personId, deactivatedAt: null });
  if (!person) invalid('function/person', fieldOf('person'), { typed: '' });
  const terms = await termsOf(act, { function: name, classId }, { replaced });
  const facts = { person: person.shortName, day, function: name };
  if (deed === 'assign' && isHeld(terms, day, personId)) invalid('function/holds-already', fieldOf('person'), facts);
  if (deed === 'relieve' && !isHeld(terms, day, personId)) invalid('function/holds-not', fieldOf('person'), facts);
  return { deed, personId, function: name, classId, day, until, fieldOf };
}

function fieldsOf({ prefix = '' }: FunctionEntry): (name: string) => string {
  return name => (prefix === '' ? name : `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`);
}

async function openClass(act: Act, classId: number | undefined, field: string): Promise<number> {
  const rows = classId
    ? await act.em.execute<{ id: number }[]>(
        `select c.id from school_class c join school_year y on y.id = c.year_id where c.id = :classId and ${isOpenClass}`,
        { classId, today: act.today },
      )
    : [];
  return rows[0]?.id ?? invalid('function/class', field);
}

function writeLine(act: Act, checked: CheckedChange, order: OrderNamed): FunctionChange {
  const { deed, personId, classId, day, until } = checked;
  const ofOrder =
    'documentId' in order
      ? { document: act.em.getReference(BoardDocument, order.documentId) }
      : { orderNumber: order.number, orderDate: order.date };
  return act.em.create(FunctionChange, {
    ...{ deed, function: checked.function, day, until },
    person: act.em.getReference(Person, personId),
    schoolClass: classId === null ? null : act.em.getReference(SchoolClass, classId),
    ...ofOrder,
    by: act.em.getReference(Person, act.by.id),
    at: act.at,
  });
}

/** The school is never without a director: the last is relieved when there is a successor. */
export async function refuseWithoutDirector(act: Act, field: string): Promise<void> {
  await holdFunctions(act);
  const terms = await termsOf(act, { function: 'director', classId: null });
  const day = firstDayWithout(terms, act.today);
  if (day) invalid('function/no-director', field, { day });
}
