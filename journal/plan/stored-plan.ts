import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isHeld } from '../lesson-sql.ts';

/** A line of a plan as it is kept. */
export interface StoredTopic {
  id: number;
  number: number;
  section: string | null;
  title: string;
  hours: number;
  plannedOn: Day | null;
}

/** A lesson of the course as binding asks about it, in the order in which lessons are held. */
export interface PlanLesson {
  id: number;
  day: Day;
  topic: string | null;
  plannedTopicId: number | null;
}

/** The lines of a course's plan in order; none without a plan. */
export function storedTopics(act: HouseAct, courseId: number): Promise<StoredTopic[]> {
  return act.em.execute<StoredTopic[]>(
    `select t.id, t.number, t.section, t.title, t.hours, t.planned_on::text as "plannedOn"
     from lesson_plan n join planned_topic t on t.plan_id = n.id where n.course_id = :courseId order by t.number`,
    { courseId },
  );
}

/** Lessons of the course that are laid out and not called off; those that stayed empty until the editing window closed take no topic any more. */
export function planLessons(act: HouseAct, courseId: number): Promise<PlanLesson[]> {
  return act.em.execute<PlanLesson[]>(
    `select l.id, l.day::text as day, l.topic, l.planned_topic_id as "plannedTopicId"
     from lesson l cross join school s left join substitution u on u.lesson_id = l.id
     where l.course_id = :courseId and ${isHeld} and (l.topic is not null or l.day >= :today::date - s.editing_days)
     order by l.day, l.slot`,
    { courseId, today: act.today },
  );
}

/** Titles are the same whatever their case, ё, spaces and last full stop. */
export function plainTitle(title: string): string {
  return title
    .toLowerCase()
    .replaceAll('\u0451', '\u0435')
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .trim();
}
