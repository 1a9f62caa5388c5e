import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { type CourseHead, courseColumns, courseTables } from '../course-head.ts';

/** A course as its plan asks about it. */
export interface PlanCourse extends CourseHead {
  firstDay: Day;
  lastDay: Day;
}

/** For those who may read its journal. Refuses: not-found. */
export async function seenCourse(act: Act, courseId: number): Promise<PlanCourse> {
  const [course] = await act.em.execute<PlanCourse[]>(courseQuery, { courseId, today: act.today });
  if (!course) throw new Refusal('not-found', 'not-found');
  see(act, 'readJournal', course);
  return course;
}

/** For its teacher, in a year that goes on; holds others who would change the plan. Refuses: not-found, not-allowed, conflict. */
export async function keptCourse(act: Act, courseId: number): Promise<PlanCourse> {
  const course = await seenCourse(act, courseId);
  permit(act, 'keepPlan', course);
  if (course.pastYear) throw new Refusal('conflict', 'plan/past-year');
  await act.em.execute('select 1 from course where id = :courseId for update', { courseId });
  return course;
}

const courseQuery = `
  select ${courseColumns}, y.first_day::text as "firstDay", y.last_day::text as "lastDay"
  from ${courseTables} where c.id = :courseId`;
