import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type TopicView, topic } from './topic.ts';

/** A suggestion, for the form that says what comes of it. Refusals: not-found, not-allowed. */
export async function topicToJudge(
  act: Act,
  id: number,
): Promise<TopicView & { suggestion: NonNullable<TopicView['suggestion']> }> {
  const view = await topic(act, id, { page: 1 });
  const { suggestion } = view;
  if (!suggestion) throw new Refusal('not-found', 'not-found');
  permit(act, 'judgeSuggestion');
  return { ...view, suggestion };
}
