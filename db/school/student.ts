import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';
import { Person } from './person.ts';

/** A person as a student; never deleted: Enrolment tells where and when they study. */
const StudentSchema = defineEntity({
  name: 'Student',
  properties: {
    id: id(),
    person: () => p.oneToOne(Person).owner().deleteRule('restrict'),
    birthday: day().nullable(),
  },
});
export class Student extends StudentSchema.class {}
StudentSchema.setClass(Student);
