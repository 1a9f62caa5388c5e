import data from '#templates/bot/vocabulary/lesson-entries.json' with { type: 'json' };
import lookAlikes from '#templates/bot/vocabulary/look-alikes.json' with { type: 'json' };
import { dayEntries } from '../vocabulary/day-words.ts';
import { readWords } from '../vocabulary/read-words.ts';
import { type SubjectName, subjectEntries } from '../vocabulary/subjects.ts';
import { small } from '../vocabulary/words.ts';

/** Which lesson a teacher's message is about, «5б алгебра 2 урок:», and the rest of it. */
export interface LessonWords {
  className: string;
  /** Digits and letter stood together, so that it can hardly be anything else. */
  surely: boolean;
  subjectIds: number[] | undefined;
  slot: number | undefined;
  workKindId: number | undefined;
  /** A day that is not today was named. */
  otherDay: boolean;
  /** A colon stood after the lesson: what follows is meant for the journal. */
  colon: boolean;
  body: string;
}

interface Known {
  subjects: readonly SubjectName[];
  workKinds: readonly { id: number; name: string }[];
}

/** The name of a lesson is short; a message of nothing but such words is no name. */
const mostHeadTokens = 24;

/** Reads the beginning of a message as the name of a lesson; nothing when it names no class. */
export function readLessonHead(message: string, known: Known): LessonWords | undefined {
  const tokens = tokensOf(message);
  const head: Omit<LessonWords, 'body' | 'colon'> = {
    ...{ className: '', surely: false, otherDay: false },
    ...{ subjectIds: undefined, slot: undefined, workKindId: undefined },
  };
  let at = 0;
  while (at < Math.min(tokens.length, mostHeadTokens)) {
    const count =
      readClass(head, tokens, at) ||
      readSlot(head, tokens, at) ||
      readOtherDay(head, tokens, at) ||
      readSubject(head, tokens, { at, known }) ||
      readWorkKind(head, tokens, { at, known }) ||
      (data.headFillers.includes(tokens[at]!.text) || /^[,.«»"()–—-]$/.test(tokens[at]!.text) ? 1 : 0);
    if (count === 0) break;
    at += count;
  }
  if (head.className === '') return undefined;
  const colon = tokens[at]?.text === ':';
  const next = tokens[colon ? at + 1 : at];
  return { ...head, colon, body: next ? message.slice(next.from) : '' };
}

interface Token {
  text: string;
  from: number;
  to: number;
}
type Head = Omit<LessonWords, 'body' | 'colon'>;

function tokensOf(message: string): Token[] {
  const pieces = message.matchAll(/\d+|[\p{L}\p{M}]+(?:-[\p{L}\p{M}]{2,})*|[^\s\p{L}\d]/gu);
  return [...pieces].map(({ 0: piece, index }) => ({
    // As in the bot's other words, a hyphen inside joins.
    text: piece.length > 1 ? small(piece).replaceAll('-', '') : small(piece),
    from: index,
    to: index + piece.length,
  }));
}

const cyrillic = new Map(Object.entries(lookAlikes).map(([letter, latin]) => [latin, letter]));

/** The letter that was meant by a Latin one of the same look. */
export function inCyrillic(letter: string): string {
  return letter.length === 1 ? (cyrillic.get(letter) ?? letter) : letter;
}

/** «5б», «5-Б», «5 «Б»». */
function readClass(head: Head, tokens: readonly Token[], at: number): number {
  const [number, ...rest] = tokens.slice(at, at + 4);
  if (head.className || !/^([1-9]|1[01])$/.test(number?.text ?? '')) return 0;
  const quoted = /^[-«"'’]$/.test(rest[0]?.text ?? '') ? 1 : 0;
  const letter = inCyrillic(rest[quoted]?.text ?? '');
  if (!/^\p{L}$/u.test(letter)) return 0;
  head.className = `${number!.text}${letter.toUpperCase()}`;
  head.surely = quoted > 0 || number!.to === rest[0]!.from;
  return 2 + quoted + (quoted && /^[»"'’]$/.test(rest[quoted + 1]?.text ?? '') ? 1 : 0);
}

/** «2 урок», «2-й урок», «урок 2». */
function readSlot(head: Head, tokens: readonly Token[], at: number): number {
  const words = tokens.slice(at, at + 4).map(token => token.text);
  if (data.lesson.includes(words[0]!) && /^\d$/.test(words[1] ?? '') && !/^\p{L}$/u.test(words[2] ?? '')) {
    head.slot = Number(words[1]);
    return 2;
  }
  if (!/^\d$/.test(words[0]!)) return 0;
  const rest = words.slice(1).filter(word => word !== '-' && !data.ordinalEndings.includes(word));
  if (!data.lesson.includes(rest[0] ?? '')) return 0;
  head.slot = Number(words[0]);
  return words.indexOf(rest[0]!) + 1;
}

function readOtherDay(head: Head, tokens: readonly Token[], at: number): number {
  const text = tokens[at]!.text;
  if (/^\d{1,2}$/.test(text) && tokens[at + 1]?.text === '.' && /^\d{1,2}$/.test(tokens[at + 2]?.text ?? '')) {
    head.otherDay = true;
    return 3;
  }
  const senses = readWords([{ text, capital: false }], dayEntries)[0]!.senses;
  const isOther = senses.some(
    sense => sense.kind === 'weekday' || (sense.kind === 'when' && data.otherDays.includes(sense.word)),
  );
  head.otherDay ||= isOther;
  return isOther ? 1 : 0;
}

function readSubject(head: Head, tokens: readonly Token[], { at, known }: { at: number; known: Known }): number {
  if (head.subjectIds) return 0;
  const words = tokens.slice(at, at + 4).map(({ text }) => ({ text, capital: false }));
  const [found] = readWords(words, subjectEntries(known.subjects));
  if (!found || found.senses.length === 0) return 0;
  // A family name may be one slip from a subject; before a colon stands no family name.
  const colon = tokens.findIndex((token, index) => index > at && token.text === ':');
  const isBeforeColon = colon > 0 && !tokens.slice(at, colon).some(token => /^\d/.test(token.text));
  if (found.slips > 0 && !isBeforeColon) return 0;
  head.subjectIds = [...new Set(found.senses.flatMap(sense => sense.ids))];
  return found.words.length;
}

/** «контрольная», «самостоятельная работа»: the kind whose first word begins alike. */
function readWorkKind(head: Head, tokens: readonly Token[], { at, known }: { at: number; known: Known }): number {
  const text = tokens[at]!.text;
  if (head.workKindId !== undefined || text.length < 4) return 0;
  const kind = known.workKinds.find(({ name }) => {
    const first = small(name).split(' ')[0]!;
    return text === first || (text.length >= 6 && first.length > 6 && text.slice(0, -2) === first.slice(0, -2));
  });
  if (!kind) return 0;
  head.workKindId = kind.id;
  const others = small(kind.name).split(' ').slice(1);
  const follows = tokens
    .slice(at + 1)
    .findIndex(token => !others.includes(token.text) && !data.work.includes(token.text));
  return 1 + (follows < 0 ? tokens.length - at - 1 : Math.min(follows, others.length));
}
