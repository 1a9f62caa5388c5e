import { defineEntity, p } from '@mikro-orm/core';
import { id, oneOf } from '../columns.ts';
import { periodKinds } from './period.ts';
import { Person } from './person.ts';
import { SchoolYear } from './school-year.ts';

/** A class of one school year, «5Б». */
const SchoolClassSchema = defineEntity({
  name: 'SchoolClass',
  uniques: [{ properties: ['year', 'grade', 'letter'] }],
  properties: {
    id: id(),
    year: () => p.manyToOne(SchoolYear),
    grade: p.smallint(),
    letter: p.string().length(2),
    classTeacher: () => p.manyToOne(Person).nullable().index(),
    periodKind: oneOf(periodKinds),
    /** The first, or a later one of the day; its bells may differ. */
    shift: p.smallint().default(1),
    /** The class of the year before that goes on as this one. */
    former: () => p.manyToOne(SchoolClass).nullable(),
  },
});
export class SchoolClass extends SchoolClassSchema.class {
  get name(): string {
    return `${this.grade}${this.letter}`;
  }
}
SchoolClassSchema.setClass(SchoolClass);
