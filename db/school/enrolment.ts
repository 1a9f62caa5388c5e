import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { SchoolClass } from './school-class.ts';
import { Student } from './student.ts';

/** How a stay begins; who is left for a second year begins it repeating. */
export const arrivals = ['enrolled', 'promoted', 'moved', 'returned', 'repeating'] as const;
export type Arrival = (typeof arrivals)[number];

/** How it ends: promoted, also conditionally or not at all, says what became of the year. */
export const departures = ['moved', 'left', 'promoted', 'conditional', 'repeating', 'finished'] as const;
export type Departure = (typeof departures)[number];

/** One stay of a student in a class (движение): how it began, how it ended, by which orders. */
const EnrolmentSchema = defineEntity({
  name: 'Enrolment',
  properties: {
    id: id(),
    student: () => p.manyToOne(Student).index(),
    schoolClass: () => p.manyToOne(SchoolClass).index(),
    since: day(),
    arrival: oneOf(arrivals),
    arrivalOrder: p.string().nullable(),
    arrivalOrderDate: day().nullable(),
    /** The school, or the town, a newcomer came from. */
    cameFrom: p.string().nullable(),
    /** First day no longer in the class. */
    until: day().nullable(),
    departure: oneOf(departures).nullable(),
    departureOrder: p.string().nullable(),
    departureOrderDate: day().nullable(),
    /** Where who left went. */
    wentTo: p.string().nullable(),
  },
});
export class Enrolment extends EnrolmentSchema.class {}
EnrolmentSchema.setClass(Enrolment);
