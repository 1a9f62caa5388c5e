import type { AbsenceKind } from '#db/journal/absence.ts';
import type { State } from '#school/history/chain.ts';

/*
 * What the history keeps of each thing of the journal, and under which name. Each state is said twice, for what is
 * recorded and in SQL for what stands in the tables: verify-log compares the two. Lessons are `l` there, other rows `t`.
 */

interface MarkLike {
  value: number | null;
  workKindId: number;
  comment: string | null;
  owed?: boolean;
}

export function markState(mark: MarkLike | undefined): State {
  if (!mark || (mark.value === null && !mark.owed)) return null;
  const { value, workKindId, comment, owed = false } = mark;
  return { value, workKindId, comment, owed };
}
export const markStateSql = (t: string) =>
  `case when ${t}.value is null and not ${t}.owed then null else jsonb_build_object('value', ${t}.value,
  'workKindId', ${t}.work_kind_id, 'comment', ${t}.comment, 'owed', ${t}.owed) end`;
export const markSubject = (lesson: number, student: number, position: number) =>
  `mark:${lesson}:${student}:${position}`;
export const markSubjectSql = (t: string) =>
  `'mark:' || ${t}.lesson_id || ':' || ${t}.student_id || ':' || ${t}.position`;

export function absenceState(kind: AbsenceKind | null): State {
  return kind === null ? null : { kind };
}
export const absenceStateSql = (t: string) =>
  `case when ${t}.kind is null then null else jsonb_build_object('kind', ${t}.kind) end`;
export const absenceSubject = (lesson: number, student: number) => `absence:${lesson}:${student}`;
export const absenceSubjectSql = (t: string) => `'absence:' || ${t}.lesson_id || ':' || ${t}.student_id`;

export function topicState({ topic }: { topic: string | null }): State {
  return topic === null ? null : { text: topic };
}
export const topicStateSql = `case when l.topic is null then null else jsonb_build_object('text', l.topic) end`;

export function homeworkState({ homework, noHomework }: { homework: string | null; noHomework: boolean }): State {
  return homework === null && !noHomework ? null : { text: homework, none: noHomework };
}
export const homeworkStateSql = `case when l.homework is null and not l.no_homework then null
  else jsonb_build_object('text', l.homework, 'none', l.no_homework) end`;

/** Marks from another school; nothing once they are taken back. */
export function broughtState(brought: { values: number[]; origin: string | null } | null): State {
  return brought === null || brought.values.length === 0 ? null : { values: brought.values, origin: brought.origin };
}
export const broughtStateSql = (t: string) => `case when ${t}."values" = '[]' then null
  else jsonb_build_object('values', ${t}."values", 'origin', ${t}.origin) end`;
export const broughtSubject = (about: { course: number; student: number; period: number }) =>
  `brought:${about.course}:${about.student}:${about.period}`;
export const broughtSubjectSql = (t: string) =>
  `'brought:' || ${t}.course_id || ':' || ${t}.student_id || ':' || ${t}.period_id`;

/** The lesson for which the homework is due when it is not the next, the planned control work, the line of the plan. */
export const dueState = ({ homeworkForId }: { homeworkForId: number | null }) => idState('lesson', homeworkForId);
export const controlState = ({ controlId }: { controlId: number | null }) => idState('workKind', controlId);
export const planState = ({ plannedTopicId }: { plannedTopicId: number | null }) => idState('topic', plannedTopicId);
export const dueStateSql = idStateSql('lesson', 'l.homework_for_id');
export const controlStateSql = idStateSql('workKind', 'l.control_id');
export const planStateSql = idStateSql('topic', 'l.planned_topic_id');

function idState(name: string, id: number | null): State {
  return id === null ? null : { [name]: id };
}
function idStateSql(name: string, column: string): string {
  return `case when ${column} is null then null else jsonb_build_object('${name}', ${column}) end`;
}
export const lessonSubject = (deed: 'topic' | 'homework' | 'due' | 'control' | 'plan', lesson: number) =>
  `${deed}:${lesson}`;

/** A link or a file of a lesson; nothing once it is taken away. */
export function resourceState({
  title,
  url,
  fileId,
}: {
  title: string;
  url: string | null;
  fileId: number | null;
}): State {
  return { title, url, file: fileId };
}
export const resourceStateSql = (t: string) => `case when ${t}.removed_at is not null then null
  else jsonb_build_object('title', ${t}.title, 'url', ${t}.url, 'file', ${t}.file_id) end`;
export const resourceSubject = (lesson: number, resource: number) => `resource:${lesson}:${resource}`;
export const resourceSubjectSql = (t: string) => `'resource:' || ${t}.lesson_id || ':' || ${t}.id`;

export function finalState(choice: number | string | null): State {
  return choice === null ? null : { choice };
}
export const finalStateSql = (t: string) =>
  `case when ${t}.value is null and ${t}.word is null then null
  else jsonb_build_object('choice', coalesce(to_jsonb(${t}.value), to_jsonb(${t}.word))) end`;
export const finalSubject = (course: number, student: number, column: { stage: string; periodId: number | null }) =>
  `final:${course}:${student}:${column.stage}:${column.periodId ?? 0}`;
export const finalSubjectSql = (t: string) =>
  `'final:' || ${t}.course_id || ':' || ${t}.student_id || ':' || ${t}.stage || ':' || coalesce(${t}.period_id, 0)`;
