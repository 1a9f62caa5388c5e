import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { shortNameOf } from '#school/names.ts';
import { permit, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

/** A course as its plan asks about it. */
export interface PlanCourse {
  courseId: number;
  subjectId: number;
  subject: string;
  classId: number;
  className: string;
  grade: number;
  subgroup: number | null;
  teacherId: number;
  teacher: string;
  yearId: number;
  periodKind: PeriodKind;
  firstDay: Day;
  lastDay: Day;
  /** A later school year has begun: the journal is read-only. */
  pastYear: boolean;
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
  select c.id as "courseId", j.id as "subjectId", j.name as subject, k.id as "classId",
    k.grade || k.letter as "className", k.grade, g.number as subgroup, t.id as "teacherId", ${shortNameOf('t')} as teacher,
    y.id as "yearId", k.period_kind as "periodKind", y.first_day::text as "firstDay", y.last_day::text as "lastDay",
    exists (select 1 from school_year later where later.first_day > y.first_day and later.first_day <= :today) as "pastYear"
  from course c
  join school_class k on k.id = c.school_class_id
  join school_year y on y.id = k.year_id
  join subject j on j.id = c.subject_id
  join person t on t.id = c.teacher_id
  left join subgroup g on g.id = c.subgroup_id
  where c.id = :courseId`;
