import type { Act } from '#school/act.ts';
import { Refusal } from '#school/refusal.ts';
import { importPlan } from './import-plan.ts';
import { keptCourse, type PlanCourse } from './plan-course.ts';
import { storedTopics } from './stored-plan.ts';

export interface ParallelCourse {
  courseId: number;
  className: string;
  subgroup: number | null;
  /** It has a plan already, which a copy would change. */
  hasPlan: boolean;
}

/** The teacher's other courses of the same subject in the same grade this year, subgroups of the class among them. */
export function parallelCourses(act: Act, course: PlanCourse): Promise<ParallelCourse[]> {
  return act.em.execute<ParallelCourse[]>(
    `select c.id as "courseId", k.grade || k.letter as "className", g.number as subgroup,
       exists (select 1 from lesson_plan n where n.course_id = c.id) as "hasPlan"
     from course c
     join school_class k on k.id = c.school_class_id
     left join subgroup g on g.id = c.subgroup_id
     where c.subject_id = :subjectId and k.grade = :grade and k.year_id = :yearId and c.teacher_id = :teacherId
       and c.id <> :courseId
     order by k.letter collate "ru-x-icu", g.number`,
    { ...course },
  );
}

/**
 * Gives a parallel course the same plan, without its dates: another class has its lessons on other days. Refusals:
 * not-found (no plan, or no course of the same subject, grade and teacher), not-allowed.
 */
export async function copyPlan(act: Act, courseId: number, { to }: { to: number }): Promise<void> {
  const course = await keptCourse(act, courseId);
  const topics = await storedTopics(act, courseId);
  const isParallel = (await parallelCourses(act, course)).some(one => one.courseId === to);
  if (!isParallel || topics.length === 0) throw new Refusal('not-found', 'not-found');
  const copied = topics.map(({ section, title, hours }) => ({ section, title, hours, plannedOn: null }));
  await importPlan(act, to, { topics: copied });
}
