import type { PeriodKind } from '#db/school/period.ts';
import { laterYearHasBegun } from '#school/current-year.ts';
import { shortNameOf } from '#school/names.ts';

/** What everything about a course asks first: one course is one journal. */
export interface CourseHead {
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
  /** A later school year has begun: the journal is read-only. */
  pastYear: boolean;
}

/** SQL: the columns of a head as of the day `:today`, over `courseTables`. */
export const courseColumns = `c.id as "courseId", c.subject_id as "subjectId", j.name as subject, k.id as "classId",
    k.grade || k.letter as "className", k.grade, g.number as subgroup,
    c.teacher_id as "teacherId", ${shortNameOf('t')} as teacher, k.year_id as "yearId", k.period_kind as "periodKind",
    ${laterYearHasBegun(':today')} as "pastYear"`;

/** SQL: course c, school_class k, school_year y, subject j, person t (the teacher), subgroup g. */
export const courseTables = `course c
  join school_class k on k.id = c.school_class_id
  join school_year y on y.id = k.year_id
  join subject j on j.id = c.subject_id
  join person t on t.id = c.teacher_id
  left join subgroup g on g.id = c.subgroup_id`;
