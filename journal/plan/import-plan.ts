import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { sha256 } from '#school/secrets.ts';
import { recordBinding } from '../history/record-entries.ts';
import { bindFilled } from './bind-plan.ts';
import { comparePlans, type NewTopic } from './compare-plan.ts';
import { keptCourse, type PlanCourse } from './plan-course.ts';
import { isTopic, mostTopics, type PlanRemark, readPlan } from './read-plan.ts';
import { planLessons, type StoredTopic, storedTopics } from './stored-plan.ts';

export interface PlanPreview {
  course: PlanCourse;
  lines: (NewTopic & { row: number; number: number; state: 'new' | 'changed' | 'same'; was: StoredTopic | null })[];
  kept: StoredTopic[];
  removed: StoredTopic[];
  remarks: PlanRemark[];
  /** Of all lines. */
  hours: number;
  /** The state of the kept plan that this was compared with; goes back with the confirmation. */
  basis: string;
}

/**
 * What the plan would become by the rows of a spreadsheet; nothing is written. For the course's teacher. Refusals:
 * not-found, not-allowed, conflict in a past year, invalid under `file`.
 */
export async function previewPlan(
  act: Act,
  courseId: number,
  rows: readonly (readonly string[])[],
): Promise<PlanPreview> {
  const course = await keptCourse(act, courseId);
  const { topics, remarks } = readPlan(rows, course);
  const { lines, kept, removed } = await compare(act, courseId, topics);
  return {
    course,
    lines: lines.map(({ topic, was, state }, index) => ({ ...topic, number: index + 1, state, was })),
    kept,
    removed,
    remarks,
    hours: topics.reduce((sum, { hours }) => sum + hours, 0),
    basis: await basisOf(act, courseId),
  };
}

/**
 * Makes the topics the course's plan. A line that stays keeps its lessons; one by which lessons were given is never lost;
 * filled lessons whose text is a line's are bound to it. Refusals: those of `previewPlan`; conflict when the plan is no
 * more the one that was shown (`basis`).
 */
export async function importPlan(
  act: Act,
  courseId: number,
  options: { topics: readonly NewTopic[]; basis?: string },
): Promise<void> {
  const course = await keptCourse(act, courseId);
  const { topics, basis } = options;
  if (topics.length === 0) invalid('plan/no-topics', 'file');
  if (topics.length > mostTopics) invalid('plan/too-many', 'file', { most: mostTopics });
  const wrong = topics.findIndex(topic => !isTopic({ row: 0, ...topic }, course));
  if (wrong >= 0) invalid('plan/line', 'file', { number: wrong + 1 });
  if (basis !== undefined && basis !== (await basisOf(act, courseId))) throw new Refusal('conflict', 'plan/overtaken');
  await writePlan(act, courseId, topics);
  await bindGivenLessons(act, courseId);
}

async function compare<T extends NewTopic>(act: Act, courseId: number, topics: readonly T[]) {
  const lessons = await planLessons(act, courseId);
  const taught = new Set(lessons.flatMap(({ plannedTopicId }) => plannedTopicId ?? []));
  return comparePlans(await storedTopics(act, courseId), { topics, taught });
}

async function writePlan(act: Act, courseId: number, topics: readonly NewTopic[]): Promise<void> {
  const { lines, kept, removed } = await compare(act, courseId, topics);
  const planId = await signedPlan(act, courseId);
  const gone = `{${removed.map(({ id }) => id).join(',')}}`;
  await act.em.execute('delete from planned_topic where plan_id = :planId and id = any(:gone)', { planId, gone });
  // A number is taken once at any moment: those that stay step aside first.
  await act.em.execute('update planned_topic set number = -number where plan_id = :planId', { planId });
  const rows = inOrder(lines, kept).map(({ topic, was }, index) => ({ ...topic, id: was?.id, number: index + 1 }));
  const sent = { planId, rows: JSON.stringify(rows) };
  await act.em.execute(
    `update planned_topic t set number = v.number, section = v.section, title = v.title, hours = v.hours,
       planned_on = v."plannedOn" from ${sentRows} where t.plan_id = :planId and t.id = v.id`,
    sent,
  );
  await act.em.execute(
    `insert into planned_topic (plan_id, number, section, title, hours, planned_on)
     select :planId, v.number, v.section, v.title, v.hours, v."plannedOn" from ${sentRows} where v.id is null`,
    sent,
  );
}

const sentRows = `jsonb_to_recordset(:rows::jsonb)
  as v(id int, number int, section text, title text, hours int, "plannedOn" date)`;

type Line = { topic: NewTopic; was: StoredTopic | null };

/** Lines that stay without being in the file stand where they stood. */
function inOrder(lines: readonly Line[], kept: readonly StoredTopic[]): Line[] {
  const order: Line[] = [...lines];
  for (const topic of kept) order.splice(Math.min(topic.number - 1, order.length), 0, { topic, was: topic });
  return order;
}

/** The plan of the course, begun when it has none, signed by whoever changes it now. */
async function signedPlan(act: Act, courseId: number): Promise<number> {
  const [plan] = await act.em.execute<{ id: number }[]>(
    `insert into lesson_plan (course_id, by_id, at) values (:courseId, :by, :at)
     on conflict (course_id) do update set by_id = excluded.by_id, at = excluded.at returning id`,
    { courseId, by: act.by.id, at: act.at },
  );
  return plan!.id;
}

async function bindGivenLessons(act: Act, courseId: number): Promise<void> {
  const bound = bindFilled(await storedTopics(act, courseId), await planLessons(act, courseId));
  await act.em.execute(
    `update lesson l set planned_topic_id = v.topic
     from unnest(:lessons::int[], :topics::int[]) as v(lesson, topic) where l.id = v.lesson`,
    { lessons: `{${[...bound.keys()].join(',')}}`, topics: `{${[...bound.values()].join(',')}}` },
  );
  for (const [lessonId, plannedTopicId] of bound) recordBinding(act, courseId, { lessonId, plannedTopicId });
}

async function basisOf(act: Act, courseId: number): Promise<string> {
  return sha256(JSON.stringify(await storedTopics(act, courseId)));
}
