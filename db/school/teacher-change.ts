import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Course } from './course.ts';
import { Person } from './person.ts';

/**
 * A course goes to another teacher from a day on. `Course.teacher` is the one of today; who taught before the day is read
 * here (school/load/teacher-then.ts), so that the past stays true. Planned, it may be withdrawn.
 */
const TeacherChangeSchema = defineEntity({
  name: 'TeacherChange',
  indexes: [{ properties: ['course', 'day'] }],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    was: () => p.manyToOne(Person),
    becomes: () => p.manyToOne(Person),
    /** From the beginning of this day. */
    day: day(),
    by: () => p.manyToOne(Person),
    at: moment(),
    doneAt: moment().nullable(),
  },
});
export class TeacherChange extends TeacherChangeSchema.class {}
TeacherChangeSchema.setClass(TeacherChange);
