import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Course } from '../school/course.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';

/**
 * One line of the journal's history: who changed what, when, from what to what. Only ever appended; each line's hash
 * covers the line before it, so that a row changed behind the program's back is found.
 */
const ChangeSchema = defineEntity({
  name: 'Change',
  indexes: [{ properties: ['subject', 'id'] }, { properties: ['course', 'id'] }, { properties: ['student', 'id'] }],
  properties: {
    id: id(),
    at: moment(),
    by: () => p.manyToOne(Person),
    /** What was done: «mark», «absence», «topic», «homework», «final», «unlock» … */
    deed: p.string(),
    /** The thing changed: «mark:12:34:1» is lesson 12, student 34, first mark. */
    subject: p.string(),
    course: () => p.manyToOne(Course).nullable(),
    student: () => p.manyToOne(Student).nullable(),
    before: p.json().$type<Record<string, unknown>>().nullable(),
    after: p.json().$type<Record<string, unknown>>().nullable(),
    previousHash: p.string().length(64),
    hash: p.string().length(64).unique(),
  },
});
export class Change extends ChangeSchema.class {}
ChangeSchema.setClass(Change);
