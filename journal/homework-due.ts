import { prepared } from '#db/prepared.ts';
import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import type { LessonHead } from './lesson-head.ts';

/** A later lesson of the course, for which homework may be due. */
export interface DueLesson {
  lessonId: number;
  day: Day;
  slot: number;
}

const mostChoices = 24;

/** The lessons of the coming days for which homework may be set; by default it is due at the first. */
export function dueChoices(
  act: HouseAct,
  { courseId, day }: Pick<LessonHead, 'courseId' | 'day'>,
): Promise<DueLesson[]> {
  return prepared<DueLesson>(
    act.em,
    `select distinct on (l.day) l.id as "lessonId", l.day::text as day, l.slot from lesson l
     where l.course_id = :courseId and l.day > :day order by l.day, l.slot limit ${mostChoices}`,
    { courseId, day },
  );
}

/** Refuses under `homeworkFor` a lesson that is not a later one of the same course. */
export async function refuseDue(act: HouseAct, lesson: LessonHead, dueId: number): Promise<Refusal | undefined> {
  const [later] = await prepared<{ id: number }>(
    act.em,
    'select id from lesson where id = :dueId and course_id = :courseId and day > :day',
    { dueId, courseId: lesson.courseId, day: lesson.day },
  );
  return later ? undefined : new Refusal('invalid', 'lesson/homework-for', { field: 'homeworkFor' });
}

/**
 * SQL: the lessons `l` of course `c` whose homework is due on its lesson day `day` (an expression): those that name a
 * lesson of that day, and of the day of lessons before it those that name none.
 */
export function isDueOn(day: string, course = 'l.course_id'): string {
  return `(l.course_id = ${course} and l.day < ${day} and (
    exists (select 1 from lesson named where named.id = l.homework_for_id and named.day = ${day})
    or (l.homework_for_id is null
      and l.day = (select max(earlier.day) from lesson earlier where earlier.course_id = ${course} and earlier.day < ${day}))))`;
}
