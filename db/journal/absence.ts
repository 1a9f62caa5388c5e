import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';
import { Lesson } from './lesson.ts';

/** н · б · у · нп · оп; a teacher enters the first and the last, the class teacher gives «н» a reason. */
export const absenceKinds = ['unknown', 'ill', 'valid', 'unexcused', 'late'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** A student missing or late in a lesson. Superseded like Mark; a null kind says the student was there after all. */
const AbsenceSchema = defineEntity({
  name: 'Absence',
  uniques: [
    {
      name: 'absence_current',
      expression: 'create unique index absence_current on absence (lesson_id, student_id) where replaced_at is null',
    },
  ],
  indexes: [{ properties: ['student', 'at'] }, { properties: ['lesson'] }],
  properties: {
    id: id(),
    lesson: () => p.manyToOne(Lesson),
    student: () => p.manyToOne(Student),
    kind: oneOf(absenceKinds).nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    replaces: () => p.manyToOne(Absence).nullable(),
    replacedAt: moment().nullable(),
  },
});
export class Absence extends AbsenceSchema.class {}
AbsenceSchema.setClass(Absence);
