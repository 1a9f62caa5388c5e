import data from '#templates/bot/vocabulary/lesson-entries.json' with { type: 'json' };
import { small } from '../vocabulary/words.ts';
import { readEntries, type SaidEntry } from './read-entries.ts';

/** What a message says of a lesson, before anybody is looked up. */
export interface LessonSaid {
  entries: SaidEntry[];
  /** Pieces in which a name, or what to write for it, is wanting. */
  unread: string[];
  topic: string | undefined;
  homework: string | undefined;
  noHomework: boolean;
  /** Nobody is missing. */
  allPresent: boolean;
}

/** Reads «Иванов 5, Петрова 4 4, Сидоров н; тема Дроби; задано № 123». */
export function readLessonBody(body: string): LessonSaid {
  const plain = body.normalize('NFC').replace(/\u0301/g, '');
  const { entryTexts, ...texts } = readTexts(plain);
  let allPresent = false;
  const left = entryTexts.map(text => cutOut(text, everybody, () => (allPresent = true)));
  return { ...texts, ...readEntries(left.join(';')), allPresent };
}

interface Texts {
  entryTexts: string[];
  topic: string | undefined;
  homework: string | undefined;
  noHomework: boolean;
}

/** The keyword says what follows: a topic, homework, or entries again. */
function readTexts(body: string): Texts {
  const texts: Texts = { entryTexts: [], topic: undefined, homework: undefined, noHomework: false };
  const keywords = keywordsOf(body);
  texts.entryTexts.push(body.slice(0, keywords[0]?.from ?? body.length));
  for (const [index, { kind, to }] of keywords.entries()) {
    const part = body.slice(to, keywords[index + 1]?.from ?? body.length);
    if (kind === 'nothing') {
      texts.noHomework = true;
      texts.entryTexts.push(part);
    } else {
      const { text, entryTexts } = withoutEntries(part);
      texts.entryTexts.push(...entryTexts);
      if (kind === 'topic') texts.topic = text.replace(/\.$/, '');
      else if (data.nothingAsText.includes(small(text))) texts.noHomework = true;
      else texts.homework = text;
    }
  }
  return texts;
}

interface Keyword {
  kind: 'topic' | 'nothing' | 'homework';
  from: number;
  to: number;
}

/** Inside a text only a new clause, or a word that says nothing else, begins another. */
function keywordsOf(body: string): Keyword[] {
  const found: Keyword[] = [];
  for (const { 0: said, index, groups } of small(body).matchAll(keyword)) {
    const isInText = found.length > 0 && found.at(-1)!.kind !== 'nothing';
    const kind = groups!.topic ? 'topic' : groups!.nothing ? 'nothing' : 'homework';
    const isPlain = kind === 'nothing' || groups!.anywhere !== undefined;
    if (isInText && !isPlain && !/[,;.\n]\s*$/.test(body.slice(0, index))) continue;
    found.push({ kind, from: index, to: index + said.length });
  }
  return found;
}

/** A clause of capital names with marks after a text is no part of it. */
function withoutEntries(part: string): { text: string; entryTexts: string[] } {
  const entryTexts: string[] = [];
  const clauses = part.split(/(?<=[;\n])/);
  const text = clauses.filter((clause, index) => {
    if (index === 0 || !isEntries(clause)) return true;
    entryTexts.push(clause);
    return false;
  });
  return { text: text.join('').replace(/^[\s,;]+|[\s,;]+$/g, ''), entryTexts };
}

function isEntries(clause: string): boolean {
  if (everybody.test(small(clause))) return true;
  const { entries, unread } = readEntries(clause);
  const names = entries.flatMap(entry => entry.names);
  return entries.length > 0 && unread.length === 0 && names.every(name => /^\p{Lu}\p{L}{2,}/u.test(name));
}

function cutOut(text: string, pattern: RegExp, found: () => void): string {
  const match = pattern.exec(small(text));
  if (!match) return text;
  found();
  return `${text.slice(0, match.index)};${text.slice(match.index + match[0].length)}`;
}

function anyOf(...phrases: string[]): string {
  return phrases
    .toSorted((a, b) => b.length - a.length)
    .map(phrase => phrase.replaceAll(' ', '\\s+'))
    .join('|');
}

const [before, after] = ['(?<![\\p{L}\\d/])', '(?![\\p{L}\\d/])'];
const keyword = new RegExp(
  `${before}(?:(?<topic>${anyOf(...data.topic)})|(?<nothing>${anyOf(...data.nothing)})|(?<anywhere>${anyOf(
    ...data.homeworkAnywhere,
  )})|(?:${anyOf(...data.homework)}))${after}\\s*[:–—-]?\\s*`,
  'gu',
);
const everybody = new RegExp(`${before}(?:${anyOf(...data.allPresent)})${after}`, 'u');
