import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';

/**
 * What a newcomer brought from another school in a subject: the marks of a period, never of a lesson of ours. Superseded
 * like Mark; taken back it has no values.
 */
const BroughtMarkSchema = defineEntity({
  name: 'BroughtMark',
  uniques: [
    {
      name: 'brought_mark_current',
      expression:
        'create unique index brought_mark_current on brought_mark (course_id, student_id, period_id) where replaced_at is null',
    },
  ],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    student: () => p.manyToOne(Student).index(),
    period: () => p.manyToOne(Period),
    values: p.json().$type<number[]>(),
    /** The school they come from, in the teacher's words. */
    origin: p.string().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    replaces: () => p.manyToOne(BroughtMark).nullable(),
    replacedAt: moment().nullable(),
  },
});
export class BroughtMark extends BroughtMarkSchema.class {}
BroughtMarkSchema.setClass(BroughtMark);
