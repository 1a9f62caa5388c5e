import type { FastifyRequest } from 'fastify';
import type { DutyEntry } from '#board/duties/check-duties.ts';
import type { DutyChoices } from '#board/duties/duty-choices.ts';
import { wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';

/** The fields of one duty: `duty0Kind`, `duty0Period` …; which of them count, its kind says. */
const names = [
  'Kind',
  'Period',
  'Day',
  'Person',
  'Function',
  'Class',
  'Until',
  'Title',
  'Place',
  'Starts',
  'Ends',
] as const;
type Typed = Record<Lowercase<(typeof names)[number]>, string>;

/** What the order being written obliges to, as it was typed; a duty without a kind is none. */
export function typedDuties(request: FastifyRequest): { duties: DutyEntry[] } {
  return { duties: typedRows(fieldsOf(request)).map(entryOf) };
}

/** The fields of duties as the form shows them: what was typed, or what stands in the draft, and room for two more. */
export function dutyRows(request: FastifyRequest, choices: DutyChoices | null, saved: readonly DutyEntry[] = []) {
  if (!choices) return [];
  const body = fieldsOf(request);
  const filled = body.duty0Kind === undefined ? saved.map(entry => typedOf(entry, choices)) : typedRows(body);
  const rows = [...filled, empty, empty].slice(0, Math.max(filled.length + 2, least));
  while (rows.length < least) rows.push(empty);
  return rows.map((row, at) => ({ ...row, number: at + 1, field: `duty${at}` }));
}

const least = 3;

const empty = Object.fromEntries(names.map(name => [name.toLowerCase(), ''])) as Typed;

function typedRows(body: Record<string, unknown>): Typed[] {
  const places = Object.keys(body).flatMap(key => /^duty(\d{1,3})Kind$/.exec(key)?.[1] ?? []);
  return places
    .map(Number)
    .toSorted((a, b) => a - b)
    .map(place => {
      const fields = names.map(name => [name.toLowerCase(), textOf(body[`duty${place}${name}`]).trim()]);
      return Object.fromEntries(fields) as Typed;
    })
    .filter(({ kind }) => kind !== '');
}

function entryOf(typed: Typed): DutyEntry {
  const { kind, day, person, until, title, place, starts, ends } = typed;
  return {
    ...{ kind: kind as DutyEntry['kind'], day, person, until, title, place, starts, ends },
    function: (typed.function || undefined) as DutyEntry['function'],
    periodId: wholeNumber(typed.period),
    classId: wholeNumber(typed.class),
  };
}

function typedOf(entry: DutyEntry, { people }: DutyChoices): Typed {
  const { periodId, personId, classId, function: name = '' } = entry;
  const { kind, day, until, title, place, starts, ends } = entry;
  return {
    ...empty,
    ...Object.fromEntries(Object.entries({ kind, day, until, title, place, starts, ends }).filter(([, text]) => text)),
    person: entry.person ?? people.find(({ id }) => id === personId)?.name ?? '',
    period: periodId ? String(periodId) : '',
    class: classId ? String(classId) : '',
    function: name,
  };
}
