import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';
import { Lesson } from './lesson.ts';
import { WorkKind } from './work-kind.ts';

/**
 * A student's mark in a lesson; two where the work is graded twice («4/3»).
 * Never overwritten: a correction is a new row that `replaces` the old one, whose `replacedAt` is set;
 * a mark taken back is a correction without a value.
 */
const MarkSchema = defineEntity({
  name: 'Mark',
  uniques: [
    {
      name: 'mark_current',
      expression:
        'create unique index mark_current on mark (lesson_id, student_id, position) where replaced_at is null',
    },
  ],
  // By lesson too, replaced ones included: a lesson that goes asks whether anything hangs on it.
  indexes: [{ properties: ['student', 'at'] }, { properties: ['lesson'] }],
  properties: {
    id: id(),
    lesson: () => p.manyToOne(Lesson),
    student: () => p.manyToOne(Student),
    position: p.smallint().default(1),
    value: p.smallint().nullable(),
    /** «Точка»: not handed in yet; the value stays empty until the work comes. */
    owed: p.boolean().default(false),
    /** Last day on which the owed work may still come; afterwards it counts as the school has set. */
    dueOn: day().nullable(),
    workKind: () => p.manyToOne(WorkKind),
    comment: p.text().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    replaces: () => p.manyToOne(Mark).nullable(),
    replacedAt: moment().nullable(),
  },
});
export class Mark extends MarkSchema.class {}
MarkSchema.setClass(Mark);
