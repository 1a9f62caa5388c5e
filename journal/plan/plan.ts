import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { may } from '#school/permissions.ts';
import { bindPlan } from './bind-plan.ts';
import { type ParallelCourse, parallelCourses } from './copy-plan.ts';
import { type PlanCourse, seenCourse } from './plan-course.ts';
import { type PlanProgress, progressOfCourses } from './plan-progress.ts';
import { type PlanLesson, planLessons, type StoredTopic, storedTopics } from './stored-plan.ts';

export interface PlanView {
  course: PlanCourse;
  topics: PlannedTopicView[];
  hours: number;
  /** Who changed it last, and when; nothing without a plan. */
  signed: { by: string; at: Date } | null;
  progress: PlanProgress;
  /** Courses to which the teacher may copy it. */
  parallels: ParallelCourse[];
  mayKeep: boolean;
}

export interface PlannedTopicView extends StoredTopic {
  /** Lessons that have it as their topic, and laid-out lessons that will take it in order. */
  fact: LessonDay[];
  ahead: LessonDay[];
}

interface LessonDay {
  lessonId: number;
  day: Day;
}

/** A course's plan with what was given by it. For its teacher, the class teacher, deputy and director. Refuses: not-found. */
export async function planOfCourse(act: Act, courseId: number): Promise<PlanView> {
  const course = await seenCourse(act, courseId);
  const topics = await storedTopics(act, courseId);
  const lessons = await planLessons(act, courseId);
  const mayKeep = may(act.by, 'keepPlan', course) && !course.pastYear;
  return {
    course,
    topics: topicViews(topics, lessons),
    hours: topics.reduce((sum, { hours }) => sum + hours, 0),
    signed: await signatureOf(act, courseId),
    progress: (await progressOfCourses(act, [courseId])).get(courseId)!,
    parallels: mayKeep ? await parallelCourses(act, course) : [],
    mayKeep,
  };
}

function topicViews(topics: readonly StoredTopic[], lessons: readonly PlanLesson[]): PlannedTopicView[] {
  const proposed = bindPlan(topics, lessons);
  const days = (lessons: readonly PlanLesson[] = []) => lessons.map(({ id, day }) => ({ lessonId: id, day }));
  const fact = Map.groupBy(lessons, ({ plannedTopicId }) => plannedTopicId);
  const ahead = Map.groupBy(lessons, ({ id }) => proposed.get(id));
  return topics.map(topic => ({ ...topic, fact: days(fact.get(topic.id)), ahead: days(ahead.get(topic.id)) }));
}

async function signatureOf(act: Act, courseId: number): Promise<PlanView['signed']> {
  const [signed] = await act.em.execute<{ by: string; at: Date }[]>(
    `select ${shortNameOf('p')} as by, n.at from lesson_plan n join person p on p.id = n.by_id where n.course_id = :courseId`,
    { courseId },
  );
  return signed ? { by: signed.by, at: new Date(signed.at) } : null;
}
