import type { AbsenceKind } from '#db/journal/absence.ts';
import { Refusal } from '#school/refusal.ts';
import words from '../entry-words.json' with { type: 'json' };
import { standsOf } from '../sheet-row.ts';

/** One student in one lesson, as much of it as stands in a cell. */
export interface CellFacts {
  absence: AbsenceKind | null;
  marks: Iterable<{ position: number; value: number | null; owed?: boolean }>;
}

/** A cell as it is typed: an absence code, and what stands in the first and the second place. */
export interface TypedCell {
  absence: AbsenceKind | null;
  /** «5», «.», or nothing, for positions 1 and 2. */
  places: [string, string];
}

/** The cell as a journal writes it: «5», «4/3», «н», «оп 5», «н .»; nothing for an empty one. */
export function cellText({ absence, marks }: CellFacts): string {
  const places = ['', ''];
  for (const mark of marks) places[mark.position - 1] = standsOf(mark);
  const [first, second] = places;
  const given = second ? `${first}/${second}` : first!;
  return [absence === null ? '' : words.codes[absence], given].filter(part => part !== '').join(' ');
}

/** Reads what was typed into a cell; the whole of what is to stand there. Refuses: invalid. */
export function readCell(typed: string): TypedCell {
  const found = grammar.exec(typed.trim().toLowerCase());
  const { before = '', first = '', second = '', after = '' } = found?.groups ?? {};
  const code = before + after;
  const absence = code === '' ? null : absenceByCode.get(code);
  if (!found || absence === undefined) throw new Refusal('invalid', 'cell/unreadable', { facts: { typed } });
  return { absence, places: [first, second] };
}

/** Figures are left to the rules of marks, which know the scale and word it. */
const grammar = /^(?<before>\p{L}*)\s*(?<first>\d{1,3}|\.)?(?:\s*\/\s*(?<second>\d{1,3}|\.))?\s*(?<after>\p{L}*)$/u;

const absenceByCode = new Map(Object.entries(words.codes).map(([kind, code]) => [code, kind as AbsenceKind]));
