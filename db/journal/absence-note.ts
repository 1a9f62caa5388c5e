import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';

/** A parent says that a child will be or was absent and why; the class teacher confirms it or does not. */
const AbsenceNoteSchema = defineEntity({
  name: 'AbsenceNote',
  properties: {
    id: id(),
    student: () => p.manyToOne(Student).index(),
    since: day(),
    until: day(),
    reason: oneOf(['ill', 'valid', 'other'] as const),
    text: p.text().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
    settledBy: () => p.manyToOne(Person).nullable(),
    settledAt: moment().nullable(),
    accepted: p.boolean().nullable(),
  },
});
export class AbsenceNote extends AbsenceNoteSchema.class {}
AbsenceNoteSchema.setClass(AbsenceNote);
