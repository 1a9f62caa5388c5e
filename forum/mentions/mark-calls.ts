import type { Act } from '#school/act.ts';
import { withoutYo } from '#school/names.ts';
import { invalid } from '#school/refusal.ts';
import { answerCalls, type Call } from './calls.ts';
import { markedIds, markOf, unmarkedNames } from './marks.ts';
import { type StaffName, staffNames } from './staff-names.ts';

const most = 20;

/** A text in which everybody called by name is marked, and whom it calls: not who stands in a quoted line. */
export interface Marked {
  text: string;
  called: number[];
}

/**
 * Marks the people whom a text of the talk calls: «@Иванова Н. П.», «@Иванова» where there is one of that name, «@ivanova» by
 * login, in any letters; marks that stand there get the present name. Nobody but staff is called; `before` is the text that is
 * edited: who stood there stays marked. Refusal: invalid under text when it calls too many.
 */
export async function markCalls(act: Act, text: string, before = ''): Promise<Marked> {
  if (!text.includes('@')) return { text, called: [] };
  const people = await staffNames(act, markedIds(before));
  const called = new Set<number>();
  const marked = answerCalls(text, (call, quoted) => {
    const person = whoIs(people, call);
    if (person && !quoted) called.add(person.id);
    if (person) return markOf(person);
    return call.id === undefined ? undefined : `@${call.word}`;
  });
  if (called.size > most) invalid('mention-many', 'text', { most, count: called.size });
  return { text: marked, called: [...called] };
}

/** The text as its author would type it: names in place of marks, wherever a name means one person alone. */
export async function typedCalls(act: Act, text: string): Promise<string> {
  const ids = markedIds(text);
  if (ids.length === 0) return text;
  const people = await staffNames(act, ids);
  return unmarkedNames(text, (name, id) => {
    const person = people.find(one => one.id === id);
    return person ? callOf(people, person) : markOf({ id, shortName: name });
  });
}

/** How one calls that person so that nobody else is meant: «@Иванова Н. П.», else by login. */
export function callOf(people: readonly StaffName[], person: StaffName): string {
  const alone = people.filter(({ shortName }) => shortName === person.shortName).length === 1;
  return alone ? `@${person.shortName}` : `@${person.login}`;
}

function whoIs(people: readonly StaffName[], { id, word, initials }: Call): StaffName | undefined {
  if (id !== undefined) return people.find(one => one.id === id);
  const typed = plain(word);
  const byLogin = initials === '' ? people.find(({ login }) => login.toLowerCase() === typed) : undefined;
  if (byLogin) return byLogin;
  const named = people.filter(
    one => plain(one.familyName) === typed && plain(initialsOf(one.shortName)).startsWith(plain(initials)),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** «Иванова Н. П.» → «НП» */
function initialsOf(shortName: string): string {
  return [...shortName.matchAll(/ (\S)\.(?=\s|$)/g)].map(([, letter]) => letter).join('');
}

function plain(text: string): string {
  return withoutYo(text.toLowerCase());
}
