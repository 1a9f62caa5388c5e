import type { Day } from '../day.ts';
import type { Moderation } from '../forum/moderation.ts';
import type { Reaction, ReactionKind } from '../forum/reaction.ts';
import type { Reply } from '../forum/reply.ts';
import type { ReplyFile } from '../forum/reply-file.ts';
import type { Section } from '../forum/section.ts';
import type { Topic } from '../forum/topic.ts';
import type { TopicReading } from '../forum/topic-reading.ts';
import type { StoredFile } from '../school/stored-file.ts';
import { dayAfter } from './calendar.ts';
import { castMember } from './cast.ts';
import { chanceOf } from './chance.ts';
import { forumFile, queuePictureSize } from './forum-files.ts';
import { sections, type Talk, talks } from './forum-talk.ts';
import type { Row } from './rows.ts';
import { fileRow } from './stored-files.ts';

interface Forum {
  sections: Row<Section>[];
  topics: (Row<Topic> & { title: string; author: number; at: Date })[];
  replies: (Row<Reply> & Said)[];
  readings: Row<TopicReading>[];
  moderations: Row<Moderation>[];
  reactions: Row<Reaction>[];
  replyFiles: Row<ReplyFile>[];
  files: Row<StoredFile>[];
}

interface Said {
  topic: number;
  number: number;
  author: number;
  at: Date;
}

interface Options {
  today: Day;
  at: Date;
  clock: (day: Day, minutes: number) => Date;
  staff: readonly number[];
  personBy: (who: string) => number;
  /** Ids of files begin here. */
  firstFile: number;
}

const opensAt = 16;
const hour = 3_600_000;

/** The forum as it stands at a moment: topics of the last weeks, read by most of the staff, the fresh ones by few. */
export function openForum(options: Options): Forum {
  const forum: Forum = {
    sections: sectionRows(),
    topics: [],
    replies: [],
    readings: [],
    moderations: [],
    ...nothingHung(),
  };
  const chronological = [...talks].sort((a, b) => b.daysAgo - a.daysAgo);
  for (const talk of chronological) addTopic(forum, talk, options);
  return forum;
}

function sectionRows(): Row<Section>[] {
  return sections.map(([key, name, description], index) => {
    const id = index + 1;
    return { id, key, name, description, position: id, suggestions: key === 'suggestions' };
  });
}

function addTopic(forum: Forum, talk: Talk, options: Options): void {
  const replies = repliesOf(forum, talk, options);
  const [first, last] = [replies[0]!, replies.at(-1)!];
  forum.replies.push(...replies);
  forum.topics.push({
    id: first.topic,
    section: sections.findIndex(([key]) => key === talk.section) + 1,
    title: talk.title,
    author: first.author,
    at: first.at,
    replyCount: replies.length,
    lastReplyAt: last.at,
    lastReplyBy: last.author,
    pinned: talk.pinned !== undefined,
    suggestionState: talk.judged?.state ?? null,
    suggestionReason: talk.judged?.reason ?? null,
  });
  if (talk.pinned) {
    const by = options.personBy(talk.pinned.by);
    const { reason } = talk.pinned;
    forum.moderations.push({
      id: forum.moderations.length + 1,
      deed: 'pin',
      topic: first.topic,
      reason,
      by,
      at: last.at,
    });
  }
  hang(forum, talk, replies, options);
  read(forum, talk, replies, options);
}

function repliesOf(forum: Forum, talk: Talk, options: Options): Forum['replies'] {
  const topic = forum.topics.length + 1;
  const firstId = forum.replies.length + 1;
  const said: Talk['replies'] = [{ by: talk.by, hoursLater: 0, text: talk.text }, ...talk.replies];
  return said.map((words, index) => ({
    id: firstId + index,
    topic,
    number: index + 1,
    author: options.personBy(words.by),
    text: called(words.text, options),
    at: momentOf(dayAfter(options.today, -talk.daysAgo), words.hoursLater, index, options),
    editedAt: null,
    quotes: words.quotes ? firstId + words.quotes - 1 : null,
    version: 1,
  }));
}

function nothingHung(): Pick<Forum, 'reactions' | 'replyFiles' | 'files'> {
  return { reactions: [], replyFiles: [], files: [] };
}

function hang(forum: Forum, talk: Talk, replies: Forum['replies'], { personBy, firstFile }: Options): void {
  for (const [index, { signs = {}, file }] of [talk, ...talk.replies].entries()) {
    const { id: reply, author: by, at } = replies[index]!;
    for (const [kind, people] of Object.entries(signs) as [ReactionKind, string[]][])
      for (const who of people)
        forum.reactions.push({ id: forum.reactions.length + 1, reply, kind, person: personBy(who), at });
    if (!file) continue;
    const kept = fileRow(firstFile + forum.files.length, forumFile(file), { by, at });
    forum.files.push(kept);
    const size = file.endsWith('.png') ? queuePictureSize : { width: null, height: null };
    forum.replyFiles.push({ id: forum.replyFiles.length + 1, reply, file: kept.id, ...size, at, removedAt: null });
  }
}

/** «@kuznetsov» as the forum keeps it. */
function called(text: string, { personBy }: Options): string {
  return text.replace(/@([a-z]+)/g, (_, login: string) => {
    const { familyName, givenName, patronymic } = castMember(login);
    return `@[${familyName} ${givenName[0]}. ${patronymic[0]}.](person${personBy(login)})`;
  });
}

// What would be said at night is said the next morning.
function momentOf(opened: Day, hoursLater: number, index: number, { clock, at }: Options): Date {
  const hours = opensAt + hoursLater;
  const isNight = hours % 24 >= 22 || hours % 24 < 7;
  const day = dayAfter(opened, Math.floor((hours + (isNight ? 2 : 0)) / 24));
  const moment = clock(day, (isNight ? 7 : hours % 24) * 60 + 6 + index * 9);
  return moment < at ? moment : at;
}

// Those who wrote have read up to their own words at least; of the others more have read an older topic.
function read(forum: Forum, talk: Talk, replies: readonly Said[], options: Options): void {
  const chance = chanceOf('reading', talk.title);
  for (const person of options.staff) {
    const own = replies.findLast(reply => reply.author === person)?.number ?? 0;
    const hasSeen = chance.happens(Math.min(0.85, talk.daysAgo / 30));
    const lastNumber = hasSeen ? Math.max(own, chance.happens(0.75) ? replies.length : 1) : own;
    if (lastNumber === 0) continue;
    const { topic, at: said } = replies[lastNumber - 1]!;
    const at = new Date(Math.min(options.at.getTime(), said.getTime() + chance.whole(1, 20) * hour));
    forum.readings.push({ id: forum.readings.length + 1, person, topic, lastNumber, at });
  }
}
