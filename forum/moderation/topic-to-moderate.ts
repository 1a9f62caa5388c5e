import type { Act } from '#school/act.ts';
import { permit } from '#school/permissions.ts';
import { excerpt } from '#school/typed-text.ts';
import { unmarkedNames } from '../mentions/marks.ts';
import { type TopicView, topic } from '../topic.ts';

export interface ReplyToChoose {
  id: number;
  number: number;
  author: string;
  at: Date;
  /** The beginning of the words; empty when they are hidden. */
  excerpt: string;
}

/** A topic with a page of its replies, to be chosen from, for whoever keeps order. Refusals: not-found, not-allowed. */
export async function topicToModerate(
  act: Act,
  id: number,
  page: number,
): Promise<{ topic: TopicView; replies: ReplyToChoose[] }> {
  const view = await topic(act, id, { page });
  permit(act, 'moderateForum');
  const replies = view.replies.map(({ id, number, author, at, text, hidden }) => ({
    ...{ id, number, author: author.name, at },
    excerpt: hidden ? '' : excerpt(unmarkedNames(text)),
  }));
  return { topic: view, replies };
}
