import type { Reply } from '../forum/reply.ts';
import type { Section } from '../forum/section.ts';
import type { Topic } from '../forum/topic.ts';
import type { TopicReading } from '../forum/topic-reading.ts';
import { chanceOf } from './chance.ts';
import { sections, type Talk, talks } from './forum-talk.ts';
import type { Row } from './rows.ts';

interface Forum {
  sections: Row<Section>[];
  topics: Row<Topic>[];
  replies: Row<Reply>[];
  readings: Row<TopicReading>[];
}

const hour = 3_600_000;

/** The forum as it stands at a moment: topics of the last weeks, read by most of the staff, the fresh ones by few. */
export function openForum(at: Date, options: { staff: readonly number[]; personBy: (who: string) => number }): Forum {
  const forum: Forum = { sections: sectionRows(), topics: [], replies: [], readings: [] };
  const chronological = [...talks].sort((a, b) => b.daysAgo - a.daysAgo);
  for (const talk of chronological) addTopic(forum, talk, at, options);
  return forum;
}

function sectionRows(): Row<Section>[] {
  return sections.map(([key, name, description], index) => ({
    id: index + 1,
    key,
    name,
    description,
    position: index + 1,
  }));
}

function addTopic(
  forum: Forum,
  talk: Talk,
  at: Date,
  options: { staff: readonly number[]; personBy: (who: string) => number },
): void {
  const topic = forum.topics.length + 1;
  const opened = new Date(at.getTime() - talk.daysAgo * 24 * hour);
  const said = [{ by: talk.by, hoursLater: 0, text: talk.text, quotes: undefined }, ...talk.replies];
  const firstId = forum.replies.length + 1;
  const replies = said.map((words, index) => ({
    id: firstId + index,
    topic,
    number: index + 1,
    author: options.personBy(words.by),
    text: words.text,
    at: new Date(opened.getTime() + words.hoursLater * hour),
    editedAt: null,
    quotes: words.quotes ? firstId + words.quotes - 1 : null,
    version: 1,
  }));
  forum.replies.push(...replies);
  const last = replies.at(-1)!;
  forum.topics.push({
    id: topic,
    section: sections.findIndex(([key]) => key === talk.section) + 1,
    title: talk.title,
    author: replies[0]!.author,
    at: opened,
    replyCount: replies.length,
    lastReplyAt: last.at,
    lastReplyBy: last.author,
  });
  read(forum, talk, replies, { at, staff: options.staff });
}

// Those who wrote have read up to their own words at least; of the others more have read an older topic.
function read(
  forum: Forum,
  talk: Talk,
  replies: readonly { topic: number; number: number; author: number; at: Date }[],
  options: { at: Date; staff: readonly number[] },
): void {
  const chance = chanceOf('reading', talk.title);
  for (const person of options.staff) {
    const own = replies.findLast(reply => reply.author === person)?.number ?? 0;
    const hasSeen = chance.happens(Math.min(0.85, talk.daysAgo / 30));
    const lastNumber = hasSeen ? Math.max(own, chance.happens(0.75) ? replies.length : 1) : own;
    if (lastNumber === 0) continue;
    const readAt = new Date(
      Math.min(options.at.getTime(), replies[lastNumber - 1]!.at.getTime() + chance.whole(1, 20) * hour),
    );
    forum.readings.push({ id: forum.readings.length + 1, person, topic: replies[0]!.topic, lastNumber, at: readAt });
  }
}
