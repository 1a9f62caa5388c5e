import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Person } from './person.ts';
import { Training } from './training.ts';

/** Who came and who did not: a row for everybody who was on the list when it was marked, so that later years still know. */
const TrainingAttendanceSchema = defineEntity({
  name: 'TrainingAttendance',
  uniques: [{ properties: ['training', 'person'] }],
  properties: {
    id: id(),
    training: () => p.manyToOne(Training),
    person: () => p.manyToOne(Person).index(),
    came: p.boolean(),
  },
});
export class TrainingAttendance extends TrainingAttendanceSchema.class {}
TrainingAttendanceSchema.setClass(TrainingAttendance);
