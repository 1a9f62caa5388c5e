import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Person } from './person.ts';
import { SchoolClass } from './school-class.ts';
import { Subgroup } from './subgroup.ts';
import { Subject } from './subject.ts';

/** One line of the teaching load: a class or a subgroup learns a subject with a teacher. One course is one journal. */
const CourseSchema = defineEntity({
  name: 'Course',
  properties: {
    id: id(),
    schoolClass: () => p.manyToOne(SchoolClass).index(),
    subgroup: () => p.manyToOne(Subgroup).nullable(),
    subject: () => p.manyToOne(Subject),
    teacher: () => p.manyToOne(Person).index(),
    hoursPerWeek: p.smallint(),
    /** False where marks are refused: grade 1 (3.4), ОРКСЭ and the like. */
    graded: p.boolean(),
  },
});
export class Course extends CourseSchema.class {}
CourseSchema.setClass(Course);
