import type { HistoryMonth } from '#db/journal/class-journal.ts';
import type { HouseAct } from '#school/act.ts';
import { dayOf } from '#school/calendar.ts';
import { genesis, hashOf } from '#school/history/chain.ts';
import { type LogLine, readLines } from './read-lines.ts';

/** What the history says of a class, counted and sealed. */
export interface ClassHistory {
  /** SHA-256 over its records in their order, each with the hash of those before it: the same as long as none of them changes. */
  hash: string;
  records: number;
  first: Date | null;
  last: Date | null;
  months: CountedMonth[];
  /** Whoever has made a record; null for the program itself, which began the history. */
  people: { id: number | null; records: number; first: Date; last: Date }[];
  /** Records that are not as they were written: their own hash is another. */
  altered: number[];
}

export interface CountedMonth extends HistoryMonth {
  counts: Record<RecordKind, number>;
}

/** What a record is about: marks, absences, what was taught and set, final marks; and everything else. */
export const recordKinds = ['mark', 'absence', 'lesson', 'final', 'other'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Walks the history of a class up to a line of the school's history. Reads in pages; queries by thousands of records. */
export async function classHistory(
  act: HouseAct,
  { classId, upTo, pageSize }: { classId: number; upTo: number; pageSize?: number },
): Promise<ClassHistory> {
  const months = new Map<string, CountedMonth>();
  const people = new Map<number | null, ClassHistory['people'][number]>();
  const said: ClassHistory = {
    ...{ hash: genesis, records: 0, first: null, last: null, altered: [] },
    ...{ months: [], people: [] },
  };
  for await (const line of readLines(act, { classId, upTo, ...(pageSize ? { pageSize } : {}) })) {
    const { previousHash, hash, ...record } = line;
    if (hashOf(previousHash, record) !== hash) said.altered.push(line.id);
    said.hash = hashOf(said.hash, record);
    said.records++;
    said.first ??= line.at;
    said.last = line.at;
    countMonth(months, { line, hash: said.hash, timeZone: act.timeZone });
    countPerson(people, line);
  }
  return { ...said, months: [...months.values()], people: [...people.values()] };
}

function countMonth(
  months: Map<string, CountedMonth>,
  { line, hash, timeZone }: { line: LogLine; hash: string; timeZone: string },
): void {
  const month = dayOf(line.at, timeZone).slice(0, 7);
  const counted = months.get(month) ?? { month, records: 0, hash, counts: nothing() };
  months.set(month, counted);
  counted.records++;
  counted.counts[kindOf(line.deed)]++;
  counted.hash = hash;
}

const nothing = () => ({ mark: 0, absence: 0, lesson: 0, final: 0, other: 0 });

function countPerson(people: Map<number | null, ClassHistory['people'][number]>, { by, at }: LogLine): void {
  const counted = people.get(by) ?? { id: by, records: 0, first: at, last: at };
  people.set(by, counted);
  counted.records++;
  counted.last = at;
}

const ofLesson: readonly string[] = ['topic', 'homework', 'due', 'control', 'plan', 'resource'];

function kindOf(deed: string): RecordKind {
  if (deed === 'mark' || deed === 'absence' || deed === 'final') return deed;
  return ofLesson.includes(deed) ? 'lesson' : 'other';
}
