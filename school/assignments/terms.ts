import type { FunctionName } from '#db/school/function-change.ts';
import type { HouseAct } from '../act.ts';
import { addDays, type Day } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { isRepealed } from './is-repealed.ts';

/** That somebody holds a function, from the beginning of a day to the end of another. */
export interface Term {
  personId: number;
  /** Null: since before the log, or without an end. */
  since: Day | null;
  until: Day | null;
}

/** A line of the log that has not taken effect yet. */
export interface PlannedChange {
  deed: 'assign' | 'relieve';
  personId: number;
  day: Day;
  until: Day | null;
}

/** Which function, of a class teacher in which class. */
export interface Post {
  function: FunctionName;
  classId: number | null;
}

/**
 * Who holds the function and will hold it, as the school stands and as the log plans; only people whose account is open. What an order
 * plans for a day on which another stands instead of it doesn't count, nor does what is planned by one about to be replaced.
 */
export async function termsOf(
  act: HouseAct,
  post: Post,
  { replaced = null }: { replaced?: number | null | undefined } = {},
): Promise<Term[]> {
  const held = post.function === 'class-teacher' ? await classTerms(act, post) : await assignedTerms(act, post);
  const planned = await act.em.execute<PlannedChange[]>(
    `select c.deed, c.person_id as "personId", c.day::text as day, c.until::text as until
     from function_change c join person p on p.id = c.person_id and p.deactivated_at is null
     where c.done_at is null and c.withdrawn_at is null and c.function = :function
       and c.school_class_id is not distinct from :classId::int
       and not ${isRepealed('c.document_id', 'c.day')}
       and not exists (select from board_document w join board_document r on r.kind = w.kind and r.year = w.year and r.number = w.number
         where w.id = c.document_id and r.id = :replaced::int)
     order by c.day, c.id`,
    { ...post, replaced },
  );
  return afterChanges(held, planned, { single: post.function === 'class-teacher' });
}

function assignedTerms(act: HouseAct, post: Post): Promise<Term[]> {
  return act.em.execute<Term[]>(
    `select a.person_id as "personId", a.since::text as since, a.until::text as until
     from assignment a join person p on p.id = a.person_id and p.deactivated_at is null
     where a.role = :role and a.substitute = :substitute and (a.until is null or a.until >= :today) order by a.since, a.id`,
    { ...roleOf(post.function), today: act.today },
  );
}

function classTerms(act: HouseAct, { classId }: Post): Promise<Term[]> {
  return act.em.execute<Term[]>(
    `select c.class_teacher_id as "personId", null as since, null as until
     from school_class c join person p on p.id = c.class_teacher_id and p.deactivated_at is null where c.id = :classId`,
    { classId },
  );
}

/** How a function stands in `Assignment`; a class teacher's stands on the class. */
export function roleOf(name: FunctionName) {
  if (name === 'substitute-registrar') return { role: 'registrar' as const, substitute: true };
  return { role: name as Exclude<FunctionName, 'substitute-registrar' | 'class-teacher'>, substitute: false };
}

/** The terms as the changes, in the order of their days, will leave them; a `single` function ends for others when it is given. */
export function afterChanges(
  held: readonly Term[],
  changes: readonly PlannedChange[],
  { single }: { single: boolean },
): Term[] {
  let terms = [...held];
  for (const { deed, personId, day, until } of changes) {
    const eve = addDays(day, -1);
    const ends = (term: Term) => (single || term.personId === personId) && lastsOn(term, day);
    const former = terms.find(term => ends(term) && term.personId !== personId);
    if (deed === 'relieve' || single) terms = terms.map(term => (ends(term) ? { ...term, until: eve } : term));
    if (deed === 'relieve') continue;
    terms.push({ personId, since: day, until });
    // A class given for a time goes back to whose it was.
    if (single && until && former) terms.push({ ...former, since: addDays(until, 1) });
  }
  return terms.filter(({ since, until }) => !since || !until || since <= until);
}

/** Whether the function is held on that day, by that person or by anybody. */
export function isHeld(terms: readonly Term[], day: Day, personId?: number): boolean {
  return terms.some(term => (personId ?? term.personId) === term.personId && covers(term, day));
}

/** The first day, from one on, on which nobody holds the function; nothing when somebody always does. */
export function firstDayWithout(terms: readonly Term[], from: Day): Day | undefined {
  let day = from;
  for (;;) {
    const covering = terms.filter(term => covers(term, day));
    if (covering.length === 0) return day;
    const ends = covering.map(({ until }) => until);
    if (ends.includes(null)) return undefined;
    day = addDays(ends.toSorted().at(-1)!, 1);
  }
}

function covers({ since, until }: Term, day: Day): boolean {
  return (since === null || since <= day) && (until === null || until >= day);
}

function lastsOn({ until }: Term, day: Day): boolean {
  return until === null || until >= day;
}

/** SQL: classes `c` whose year `y` is this one (in the summer the one just over) or one to come. */
export const isOpenClass = `(${isYearOf(':today')} or y.first_day > :today)`;
