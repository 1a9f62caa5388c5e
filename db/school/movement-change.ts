import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { SchoolClass } from './school-class.ts';
import { Student } from './student.ts';

/** What can happen to one student in the course of a year. */
export const movementDeeds = ['enrolled', 'moved', 'left', 'returned'] as const;
export type MovementDeed = (typeof movementDeeds)[number];

/**
 * One line of the log of movement: what was entered of a student, by which order and by whom. `Enrolment` says what is so;
 * a line is never deleted: entered by mistake, it is taken back with a reason, and the stays are again as before.
 */
const MovementChangeSchema = defineEntity({
  name: 'MovementChange',
  properties: {
    id: id(),
    deed: oneOf(movementDeeds),
    student: () => p.manyToOne(Student).index(),
    /** The first day in the class, or the first day no longer in it. */
    day: day(),
    fromClass: () => p.manyToOne(SchoolClass).nullable(),
    toClass: () => p.manyToOne(SchoolClass).nullable(),
    /** The school, or the town, the student came from or went to. */
    place: p.string().nullable(),
    orderNumber: p.string().length(20),
    orderDate: day(),
    by: () => p.manyToOne(Person),
    at: moment(),
    takenBackAt: moment().nullable(),
    takenBackBy: () => p.manyToOne(Person).nullable(),
    reason: p.text().nullable(),
  },
});
export class MovementChange extends MovementChangeSchema.class {}
MovementChangeSchema.setClass(MovementChange);
