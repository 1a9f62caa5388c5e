import { LockMode } from '@mikro-orm/core';
import { Poll } from '#db/forum/poll.ts';
import { PollOption } from '#db/forum/poll-option.ts';
import { Topic } from '#db/forum/topic.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { excerpt } from '#school/typed-text.ts';
import { announceReply } from '../announce.ts';
import { checkFlood } from '../flood.ts';
import { listeners } from '../listeners.ts';
import { type CheckedPoll, readPoll, type TypedPoll } from './read-poll.ts';

/**
 * Begins a poll in a topic that stands already, and gives its id (3.2h): its author does, and who keeps order. Who follows the
 * topic is told. Refusals: not-found; not-allowed; conflict when the topic is closed or a poll of it goes on;
 * invalid at question, options, endsAt; too-many.
 */
export async function beginPoll(act: Act, topicId: number, typed: TypedPoll): Promise<number> {
  see(act, 'useForum');
  await checkFlood(act);
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['section'] } as const;
  const topic = await act.em.findOne(Topic, { id: topicId, kind: 'talk', mergedInto: null }, options);
  if (!topic) throw new Refusal('not-found', 'not-found');
  const { readers, writers, archivedAt } = topic.section!;
  see(act, 'readSection', { readers });
  permit(act, 'beginPoll', { readers, writers, archivedAt: archivedAt ?? null, authorId: topic.author.id });
  if (topic.closedAt) throw new Refusal('conflict', 'forum/topic-closed');
  const checked = readPoll(act, typed);
  await refuseSecond(act, topicId);
  const poll = await addPoll(act, topic, checked);
  await tellPoll(act, poll, checked);
  await announceReply(act, topicId);
  return poll.id;
}

/** Puts a poll into a topic; the caller has asked the charter. */
export async function addPoll(act: Act, topic: Topic, { options, ...checked }: CheckedPoll): Promise<Poll> {
  const author = act.em.getReference(Person, act.by.id);
  const poll = act.em.create(Poll, { topic, author, ...checked, at: act.at });
  for (const [index, text] of options.entries()) act.em.create(PollOption, { poll, number: index + 1, text });
  await act.em.flush();
  return poll;
}

/** Two questions at once in one topic are answered by nobody. */
async function refuseSecond(act: Act, topicId: number): Promise<void> {
  const going = await act.em.execute<unknown[]>(
    'select from poll where topic_id = ? and closed_at is null and (ends_at is null or ends_at > ?)',
    [topicId, act.at],
  );
  if (going.length > 0) throw new Refusal('conflict', 'poll/goes-on');
}

async function tellPoll(act: Act, poll: Poll, checked: CheckedPoll): Promise<void> {
  const { topic } = poll;
  const place = { topicId: topic.id, title: topic.title, author: act.by.shortName };
  const facts = { ...place, ...pollFacts(poll, checked) };
  for (const { id } of await listeners(act, { topic, quotes: null }, []))
    act.tell(id, { kind: 'poll', subject: `topic:${topic.id}`, facts });
}

/** What a notice says of a poll. Of a secret one no options: nobody must press one in a chat, where it would be written down. */
export function pollFacts({ id, question, several, secret, endsAt }: Poll, { options }: CheckedPoll) {
  return {
    ...{ id, question, several, secret, endsAt: endsAt?.toISOString() ?? null },
    options: secret ? [] : options.map((text, index) => ({ number: index + 1, text: excerpt(text, 60) })),
  };
}
