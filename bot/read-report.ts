import type { Day } from '#school/calendar.ts';
import { slotsOf } from './slots.ts';
import type { Asker } from './understand.ts';
import type { When } from './vocabulary/days-read.ts';
import type { Found } from './vocabulary/lexicon.ts';
import {
  formStem,
  isClassLetter,
  type ReportMeant,
  type ReportWord,
  reportOfForm,
  reportsMeant,
  reportWordsOf,
} from './vocabulary/report-words.ts';
import { type Sense, sensesAt, sensesOf } from './vocabulary/senses.ts';
import { inOtherLayout, type Word, wordsOf } from './vocabulary/words.ts';

/** A report asked for in plain words, and what of it was said. */
export interface ReportSaid {
  /** More than one when the words leave it open. */
  names: ReportMeant[];
  /** «5б», in small letters. */
  className?: string;
  subjectIds?: number[];
  /** Places of names: whose report it is among the teachers is looked up by these words. */
  words: string[];
  time?: TimeSaid;
  kind: 'pdf' | 'xlsx';
  /** Nothing but the words weighs against another reading: «отчёты». */
  weak: boolean;
}

export type TimeSaid =
  | { of: 'period'; which: number | 'current' | 'last'; kind?: 'quarter' | 'half-year' | 'trimester' }
  | { of: 'year' | 'final' }
  | { of: 'days'; from: Day; to: Day };

/** Words that ask for a paper, whatever is on it. */
const papers: readonly ReportWord[] = ['report', 'sheet', 'form', 'list', 'pdf', 'xlsx', 'file', 'record'];
/** Less than this is not enough for a report when there are words we don't know. */
const enough = 6;

/** Reads a message that asks for a report; nothing when it speaks of something else. */
export function readReport(message: string, asker: Asker): ReportSaid | undefined {
  return readSaid(message, asker) ?? readSaid(inOtherLayout(message) ?? '', asker);
}

function readSaid(message: string, asker: Asker): ReportSaid | undefined {
  const words = wordsOf(message);
  const found = sensesOf(words, asker);
  const surely = found.flatMap(({ words: at, senses, slips }) => at.map(() => senses.length > 0 && slips === 0));
  const { said, known } = reportWordsOf(words, at => surely[at] ?? false);
  if (said.size === 0 || said.has('stop')) return undefined;
  const { days, subjectIds, childIds } = slotsOf(found, asker);
  const className = classIn(words, found);
  if (childIds.length > 0 && !className) return undefined;
  const time = isOfClass(words, className, days.back) ? undefined : timeOf(said, days.back ?? days.near);
  const number = said.has('form') ? numberIn(words, className) : undefined;
  const form = number === undefined ? undefined : reportOfForm(number);
  const unknown = unknownIn(words, { found, known, className });
  const facts = factsOf(said, {
    ':class': className !== undefined,
    ':subject': subjectIds !== undefined,
    ':time': time !== undefined,
    ':teacher': unknown.some(({ capital }) => capital),
    ':plain': words.length === 1,
  });
  const { names, strength } = form ? { names: [form], strength: 10 } : reportsMeant(facts);
  const strange = unknown.filter(({ capital }) => !capital).length;
  if (names.length === 0 || strange > (strength >= enough ? 1 : 0)) return undefined;
  return {
    ...{
      names,
      kind: said.has('xlsx') ? 'xlsx' : 'pdf',
      weak: strength < enough,
      words: words.map(({ text }) => text),
    },
    ...(className ? { className } : {}),
    ...(subjectIds ? { subjectIds } : {}),
    ...(time ? { time } : {}),
  };
}

function factsOf(said: ReadonlySet<ReportWord>, others: Record<string, boolean>): Set<string> {
  const facts = new Set<string>(said);
  for (const [fact, holds] of Object.entries(others)) if (holds) facts.add(fact);
  if (papers.some(word => said.has(word))) facts.add(':paper');
  if (said.has('mine')) facts.add(':class');
  return facts;
}

/** «5Б», «5 Б», «пятого б». */
export function classIn(words: readonly Word[], found: readonly Found<Sense>[]): string | undefined {
  const [named] = sensesAt(found, 'class-name');
  if (named) return named.name;
  let at = 0;
  for (const place of found) {
    const number = place.senses.find(sense => sense.kind === 'ordinal' || sense.kind === 'number')?.number;
    at += place.words.length;
    const letter = words[at];
    if (number && number <= 11 && letter && isClassLetter(letter)) return `${number}${letter.text}`;
  }
  return undefined;
}

/** «пятого Б» is a class, and no day of a month. */
function isOfClass(words: readonly Word[], className: string | undefined, when: When | undefined): boolean {
  return className !== undefined && when?.span === 'day' && !words.some(({ text }) => text === className);
}

/** «форма 6», «6-я форма», «форма №6». */
function numberIn(words: readonly Word[], className: string | undefined): number | undefined {
  const at = words.findIndex(({ text }) => text.startsWith(formStem));
  const near = [at + 1, at + 2, at - 1].flatMap(place => /^(\d{1,2})°?$/.exec(words[place]?.text ?? '')?.[1] ?? []);
  const isTheClass = className !== undefined && near[0] === String(Number.parseInt(className, 10));
  return near.length === 0 || (isTheClass && !words.some(({ text }) => text === className))
    ? undefined
    : Number(near[0]);
}

function timeOf(said: ReadonlySet<ReportWord>, when: When | undefined): TimeSaid | undefined {
  if (when?.span === 'period') {
    const kind = (['quarter', 'half-year', 'trimester'] as const).find(one => said.has(one));
    return { of: 'period', which: when.which, ...(kind ? { kind } : {}) };
  }
  if (said.has('final')) return { of: 'final' };
  if (said.has('year')) return { of: 'year' };
  return when ? { of: 'days', from: when.from, to: when.to } : undefined;
}

/** Words that neither the reports nor the rest of the vocabulary know. */
function unknownIn(
  words: readonly Word[],
  { found, known, className }: { found: readonly Found<Sense>[]; known: boolean[]; className: string | undefined },
): Word[] {
  const senses = found.flatMap(place => place.words.map(() => place.senses.some(({ kind }) => kind !== 'stranger')));
  return words.filter((word, at) => {
    if (known[at] || senses[at]) return false;
    return !(className?.endsWith(word.text) && word.text.length === 1);
  });
}
