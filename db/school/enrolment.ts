import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { SchoolClass } from './school-class.ts';
import { Student } from './student.ts';

/** One stay of a student in a class (движение): how it began, how it ended, by which orders. */
const EnrolmentSchema = defineEntity({
  name: 'Enrolment',
  properties: {
    id: id(),
    student: () => p.manyToOne(Student).index(),
    schoolClass: () => p.manyToOne(SchoolClass).index(),
    since: day(),
    arrival: oneOf(['enrolled', 'promoted', 'moved', 'returned'] as const),
    arrivalOrder: p.string().nullable(),
    /** First day no longer in the class. */
    until: day().nullable(),
    departure: oneOf(['moved', 'left', 'promoted', 'finished'] as const).nullable(),
    departureOrder: p.string().nullable(),
  },
});
export class Enrolment extends EnrolmentSchema.class {}
EnrolmentSchema.setClass(Enrolment);
