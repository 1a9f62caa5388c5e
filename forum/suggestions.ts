import { LockMode } from '@mikro-orm/core';
import { Reply } from '#db/forum/reply.ts';
import { type SuggestionState, suggestionStates as states, Topic } from '#db/forum/topic.ts';
import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { announceTopic } from './announce.ts';
import { listeners } from './listeners.ts';
import { seenTopic } from './seen-topic.ts';
import { readReason } from './text.ts';

/** What may come of a suggestion. */
export const suggestionStates = states;

/** SQL: what has come of topic `t`, when its section `s` is one of suggestions; nobody has said anything: it is new. */
export const stateOf = `case when s.suggestions then coalesce(t.suggestion_state, 'new') end`;

/**
 * Says what comes of a suggestion about the journal (3.1a); why is asked of a «no» alone; its author is
 * told. Refusals: not-found also when
 * the topic is no suggestion; not-allowed; invalid under state and reason.
 */
export async function judgeSuggestion(act: Act, id: number, typed: { state: string; reason: string }): Promise<void> {
  await seenTopic(act, id, 'talk');
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['section'] } as const;
  const topic = await act.em.findOneOrFail(Topic, { id }, options);
  if (!topic.section?.suggestions) throw new Refusal('not-found', 'not-found');
  permit(act, 'judgeSuggestion');
  const state: SuggestionState = suggestionStates.find(one => one === typed.state) ?? invalid('forum/state', 'state');
  const needless = state !== 'declined' && typed.reason.trim() === '';
  const before = [topic.suggestionState ?? 'new', topic.suggestionReason].join();
  topic.suggestionReason = needless ? null : readReason(typed.reason);
  topic.suggestionState = state;
  if (before === [state, topic.suggestionReason].join()) return;
  await announceTopic(act, id);
  await tellAuthor(act, topic);
}

/** Who has made the suggestion hears what comes of it, and why; unless they say it themselves, or read it no more. */
async function tellAuthor(act: Act, topic: Topic): Promise<void> {
  const { id, title, author, suggestionState: state, suggestionReason } = topic;
  if (author.id === act.by.id) return;
  const hears = await listeners(act, { topic, quotes: null }, [author.id]);
  if (!hears.some(one => one.id === author.id)) return;
  const opening = await act.em.findOneOrFail(Reply, { topic: id, number: 1 });
  const facts = {
    replyId: opening.id,
    topicId: id,
    title,
    state,
    reason: suggestionReason ?? '',
    by: act.by.shortName,
  };
  act.tell(author.id, { kind: 'suggestion', subject: `topic:${id}`, facts });
}
