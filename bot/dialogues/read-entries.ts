import data from '#templates/bot/vocabulary/lesson-entries.json' with { type: 'json' };
import { type Entry, entry, type Found } from '../vocabulary/lexicon.ts';
import { readWords } from '../vocabulary/read-words.ts';
import { small } from '../vocabulary/words.ts';
import { inCyrillic } from './read-lesson-head.ts';

/** What is to be written for a student: a mark as typed, an absence (empty for «was there»), or a mark taken back. */
export type SaidValue = { mark: string } | { absence: string } | { takeBack: true };

/** One student, by the words of the name, and what was said of them. */
export interface SaidEntry {
  names: string[];
  values: SaidValue[];
  /** The name may stand in a case: «нет Иванова». */
  oblique: boolean;
}

type Sense = { value: SaidValue } | { and: true } | { filler: true };

const options = { typos: false };
const senses: Entry<Sense>[] = [
  ...Object.entries(data.absences).flatMap(([absence, words]) =>
    words.map(word => entry<Sense>(word, { value: { absence } }, options)),
  ),
  ...Object.entries(data.marks).flatMap(([mark, words]) =>
    words.map(word => entry<Sense>(word, { value: { mark } }, options)),
  ),
  ...data.absencesAsSaid.map(word => entry<Sense>(word, { value: { absence: word } }, options)),
  ...data.marksAsSaid.map(word => entry<Sense>(word, { value: { mark: word.replace('*', '') } }, options)),
  ...data.takeBack.map(word => entry<Sense>(word, { value: { takeBack: true } }, options)),
  ...data.and.map(word => entry<Sense>(word, { and: true }, options)),
  ...data.fillers.map(word => entry<Sense>(word, { filler: true }, options)),
];

/** Reads names with what follows them; a value before names («н: Иванов, Петрова») is each one's of its clause. */
export function readEntries(text: string): { entries: SaidEntry[]; unread: string[] } {
  const reader = newReader();
  const runs = text.matchAll(
    /(?<number>\d+(?:\s*\/\s*\d+)*[+\-−]?)|(?<words>\p{L}[\p{L}\p{M}’'/-]*(?:[ \t]+\p{L}[\p{L}\p{M}’'/-]*)*)|(?<sign>[^\s])|(?<end>\n)/gu,
  );
  for (const { 0: said, index, groups } of runs) {
    if (groups!.number) readNumber(reader, said, /^\s*:/.test(text.slice(index + said.length)));
    else if (groups!.words) for (const place of wordsIn(said)) readPlace(reader, place);
    else if (said === ':') reader.colon = reader.names.length > 0;
    else if (said === ',') endPiece(reader);
    else if (said === ';' || groups!.end) endClause(reader);
  }
  endClause(reader);
  return { entries: reader.entries, unread: reader.unread };
}

interface Reader {
  entries: SaidEntry[];
  unread: string[];
  /** The words of the name that is being read, and of those joined to it by «и». */
  names: string[];
  others: string[][];
  values: SaidValue[];
  /** What the whole clause is about. */
  carried: SaidValue[] | undefined;
  colon: boolean;
}

function newReader(): Reader {
  return { entries: [], unread: [], names: [], others: [], values: [], carried: undefined, colon: false };
}

interface Place extends Found<Sense> {
  said: string;
}

function wordsIn(said: string): Place[] {
  const words = said.split(/\s+/);
  const texts = words.map(word => ({ text: inCyrillic(small(word)), capital: false }));
  let at = 0;
  return readWords(texts, senses).map(found => {
    const place = { ...found, said: words.slice(at, at + found.words.length).join(' ') };
    at += found.words.length;
    return place;
  });
}

function readPlace(reader: Reader, { said, senses: [sense] }: Place): void {
  const isNameless = reader.names.length === 0 && reader.values.length === 0;
  if (isNameless && data.beforeNames.includes(small(said))) return;
  if (sense === undefined) {
    readName(reader, said);
  } else if ('value' in sense) {
    if (!isNameless) reader.values.push(sense.value);
    else if ('absence' in sense.value) reader.carried = [sense.value];
    else reader.unread.push(said);
  } else if ('and' in sense) {
    if (reader.values.length > 0) endPiece(reader);
    else if (reader.names.length > 0) reader.others.push(reader.names.splice(0));
  }
}

function readName(reader: Reader, said: string): void {
  if (reader.values.length > 0) endPiece(reader);
  // «Что-то: Иванов» — what stands before a colon is a name only when its value follows.
  if (reader.colon) reader.unread.push(reader.names.splice(0).join(' '));
  reader.colon = false;
  reader.names.push(said);
}

function readNumber(reader: Reader, said: string, beforeColon: boolean): void {
  const values = said.split('/').map(mark => ({ mark: mark.trim() }));
  const last = reader.entries.at(-1);
  if (reader.names.length > 0) reader.values.push(...values);
  else if (beforeColon) reader.carried = values;
  else if (last && !reader.carried) last.values.push(...values);
  else reader.unread.push(said);
}

function endPiece(reader: Reader): void {
  const values = reader.values.length > 0 ? reader.values : reader.carried;
  for (const names of [...reader.others, reader.names].filter(words => words.length > 0)) {
    if (values) reader.entries.push({ names, values: [...values], oblique: values === reader.carried });
    else reader.unread.push(names.join(' '));
  }
  reader.names = [];
  reader.others = [];
  reader.values = [];
  reader.colon = false;
}

function endClause(reader: Reader): void {
  endPiece(reader);
  reader.carried = undefined;
}
