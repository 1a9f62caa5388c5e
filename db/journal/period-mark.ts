import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';

/** What a final mark is of: a quarter or half-year, the year, the state exam, the certificate. */
export const finalStages = ['period', 'year', 'exam', 'final'] as const;
export type FinalStage = (typeof finalStages)[number];

/** What stands instead of a number: зачёт, незачёт, н/а. */
export const finalWords = ['pass', 'fail', 'not-attested'] as const;
export type FinalWord = (typeof finalWords)[number];

/** A final mark as the teacher chose it, beside what was suggested then. Superseded like Mark; empty when taken back. */
const PeriodMarkSchema = defineEntity({
  name: 'PeriodMark',
  uniques: [
    {
      name: 'period_mark_current',
      expression:
        'create unique index period_mark_current on period_mark (course_id, student_id, stage, coalesce(period_id, 0)) where replaced_at is null',
    },
  ],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    student: () => p.manyToOne(Student).index(),
    stage: oneOf(finalStages),
    period: () => p.manyToOne(Period).nullable(),
    value: p.smallint().nullable(),
    word: oneOf(finalWords).nullable(),
    /** The mark the program suggested at that moment, where it had one. */
    suggested: p.smallint().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    replaces: () => p.manyToOne(PeriodMark).nullable(),
    replacedAt: moment().nullable(),
  },
});
export class PeriodMark extends PeriodMarkSchema.class {}
PeriodMarkSchema.setClass(PeriodMark);
