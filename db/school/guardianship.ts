import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** Who is a parent of whom: the only thing that opens a student's journal to a person of a family (2.4). */
const GuardianshipSchema = defineEntity({
  name: 'Guardianship',
  uniques: [{ properties: ['parent', 'student'] }],
  properties: {
    id: id(),
    parent: () => p.manyToOne(Person),
    student: () => p.manyToOne(Student).index(),
    kind: oneOf(['mother', 'father', 'guardian'] as const),
    since: day(),
    until: day().nullable(),
  },
});
export class Guardianship extends GuardianshipSchema.class {}
GuardianshipSchema.setClass(Guardianship);
