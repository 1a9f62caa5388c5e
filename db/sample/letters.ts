import type { Day } from '../day.ts';
import type { Participant } from '../forum/participant.ts';
import type { Reply } from '../forum/reply.ts';
import type { ReplyReading } from '../forum/reply-reading.ts';
import type { Topic } from '../forum/topic.ts';
import type { TopicReading } from '../forum/topic-reading.ts';
import { dayAfter } from './calendar.ts';
import { type ChildKey, letters, type SampleLetter } from './letter-texts.ts';
import type { Row } from './rows.ts';

export interface LetterBook {
  topics: Row<Topic>[];
  replies: Row<Reply>[];
  participants: Row<Participant>[];
  readings: Row<TopicReading>[];
  replyReadings: Row<ReplyReading>[];
}

interface Options {
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  personBy: (login: string) => number;
  studentBy: (child: ChildKey) => number;
  /** Ids go on after the forum's. */
  after: { topics: number; replies: number; readings: number };
}

/** Letters of the cast of the last days: read but for the last of some, so that both sides have something to do. */
export function writeLetters(options: Options): LetterBook {
  const book: LetterBook = { topics: [], replies: [], participants: [], readings: [], replyReadings: [] };
  for (const letter of letters) add(book, letter, options);
  return book;
}

function add(book: LetterBook, letter: SampleLetter, options: Options): void {
  const { after, personBy, studentBy } = options;
  const topic = after.topics + book.topics.length + 1;
  const first = after.replies + book.replies.length + 1;
  const parts = letter.parts.map((part, index) => ({
    id: first + index,
    topic,
    number: index + 1,
    author: personBy(part.by),
    text: part.text,
    at: momentOf(letter, index, options),
    editedAt: null,
    quotes: null,
    version: 1,
    siteOnly: false,
  }));
  book.replies.push(...parts);
  const last = parts.at(-1)!;
  book.topics.push({
    ...{ id: topic, kind: 'letter', section: null, title: letter.title, author: parts[0]!.author, at: parts[0]!.at },
    student: letter.about ? studentBy(letter.about) : null,
    ...{ replyCount: parts.length, lastReplyAt: last.at, lastReplyBy: last.author },
  });
  for (const login of letter.between) take(book, { letter, parts, person: personBy(login), topic }, options);
}

interface Taking {
  letter: SampleLetter;
  parts: (Row<Reply> & { at: Date; number: number })[];
  person: number;
  topic: number;
}

function take(book: LetterBook, { letter, parts, person, topic }: Taking, { at, after }: Options): void {
  book.participants.push({ id: book.participants.length + 1, topic, person });
  const last = parts.at(-1)!;
  const lastNumber = letter.unread && last.author !== person ? last.number - 1 : last.number;
  if (lastNumber === 0) return;
  const readAt = (part: Taking['parts'][number]) => new Date(Math.min(at.getTime(), part.at.getTime() + 35 * 60_000));
  const reading = { person, topic, lastNumber, at: readAt(parts[lastNumber - 1]!) };
  book.readings.push({ id: after.readings + book.readings.length + 1, ...reading });
  for (const part of parts) {
    if (part.author === person || part.number > lastNumber) continue;
    book.replyReadings.push({ id: book.replyReadings.length + 1, reply: part.id, person, at: readAt(part) });
  }
}

// An answer a few hours later, by day.
function momentOf({ daysAgo }: SampleLetter, index: number, { today, clock, at }: Options): Date {
  const moment = clock(dayAfter(today, Math.floor(index / 3) - daysAgo), 9 * 60 + 10 + (index % 3) * 190);
  return moment < at ? moment : at;
}
