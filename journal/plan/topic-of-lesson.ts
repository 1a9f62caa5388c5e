import type { HouseAct } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import type { LessonHead } from '../lesson-head.ts';
import { bindPlan, hoursLeft } from './bind-plan.ts';
import { plainTitle, planLessons, type StoredTopic, storedTopics } from './stored-plan.ts';

export interface PlanOffer {
  /** The line by which the lesson was given. */
  current: OfferedTopic | null;
  /** The line whose turn it is in this lesson; nothing once its topic is written. */
  proposed: OfferedTopic | null;
  /** Lines around it that still have hours, the proposed one among them. */
  choices: OfferedTopic[];
}

export type OfferedTopic = Pick<StoredTopic, 'id' | 'number' | 'title'>;

const mostChoices = 12;

/** What the plan offers a lesson as its topic; nothing when its course has no plan. */
export async function planOffer(
  act: HouseAct,
  { id, courseId, plannedTopicId }: LessonHead,
): Promise<PlanOffer | null> {
  const topics = await storedTopics(act, courseId);
  if (topics.length === 0) return null;
  const lessons = await planLessons(act, courseId);
  const left = hoursLeft(topics, lessons);
  const proposed = topics.find(topic => topic.id === bindPlan(topics, lessons).get(id)) ?? null;
  const current = topics.find(topic => topic.id === plannedTopicId) ?? null;
  const open = topics.filter(topic => left.get(topic.id)! > 0 || topic === current);
  // What was skipped just before is as near as what comes next.
  const turn = open.findIndex(topic => topic.number >= (current ?? proposed ?? open[0])!.number);
  const from = Math.max(0, turn - 3);
  const choices = open.slice(from, from + mostChoices);
  return { current: offered(current), proposed: offered(proposed), choices: choices.map(topic => offered(topic)!) };
}

/** The title of a line of the course's plan. Refuses under `topic` what is no line of it. */
export async function titleOfTopic(act: HouseAct, courseId: number, topicId: number): Promise<string> {
  const topic = (await storedTopics(act, courseId)).find(({ id }) => id === topicId);
  if (!topic) throw new Refusal('invalid', 'plan/no-topic', { field: 'topic' });
  return topic.title;
}

/**
 * The line of the plan that a lesson's text is: of the same title, or beginning with it («Доли. Самостоятельная работа»);
 * of several the one whose turn it is, else one that has hours left. Nothing for a text of one's own.
 */
export async function topicByText(
  act: HouseAct,
  { id, courseId }: Pick<LessonHead, 'id' | 'courseId'>,
  text: string | null,
): Promise<number | null> {
  if (text === null) return null;
  const plain = plainTitle(text);
  const topics = await storedTopics(act, courseId);
  const fitting = topics.filter(({ title }) => isTitle(plain, plainTitle(title)));
  if (fitting.length < 2) return fitting[0]?.id ?? null;
  const lessons = (await planLessons(act, courseId)).map(one =>
    one.id === id ? { ...one, topic: null, plannedTopicId: null } : one,
  );
  const turn = bindPlan(topics, lessons).get(id);
  const left = hoursLeft(topics, lessons);
  const exact = fitting.filter(({ title }) => plainTitle(title) === plain);
  const among = exact.length > 0 ? exact : fitting;
  return (among.find(one => one.id === turn) ?? among.find(one => left.get(one.id)! > 0) ?? among[0]!).id;
}

function isTitle(text: string, title: string): boolean {
  return text === title || (text.startsWith(title) && /^[.,;:(]/.test(text.slice(title.length)));
}

function offered(topic: StoredTopic | null): OfferedTopic | null {
  return topic && { id: topic.id, number: topic.number, title: topic.title };
}
