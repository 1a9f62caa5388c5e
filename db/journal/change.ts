import { defineEntity, p } from '@mikro-orm/core';
import { moment } from '../columns.ts';
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
  // The owner of the table can take it off again; that is what verify-log is for. TRUNCATE is refused by the migration.
  triggers: [
    {
      name: 'append_only',
      timing: 'before',
      events: ['update', 'delete'],
      forEach: 'row',
      body: `raise exception 'the history of the journal is only appended to';`,
    },
  ],
  properties: {
    /** Its place in the chain, from 1, without gaps. */
    id: p.integer().primary().autoincrement(false),
    at: moment(),
    /** Nobody where the program itself began the history. */
    by: () => p.manyToOne(Person).nullable().deleteRule('no action'),
    /** What was changed: «mark», «absence», «topic», «homework», «final» …; «opening» for what stood before the history. */
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
