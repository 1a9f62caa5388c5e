import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Period } from '../school/period.ts';
import { Person } from '../school/person.ts';

/** The deputy opens one journal again for a closed period (or for days past the editing window), with a reason. */
const UnlockSchema = defineEntity({
  name: 'Unlock',
  properties: {
    id: id(),
    course: () => p.manyToOne(Course).index(),
    period: () => p.manyToOne(Period),
    reason: p.text(),
    by: () => p.manyToOne(Person),
    at: moment(),
    /** Last day on which it is open. */
    until: day(),
    endedAt: moment().nullable(),
  },
});
export class Unlock extends UnlockSchema.class {}
UnlockSchema.setClass(Unlock);
