import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';

/**
 * Отсутствие учителя: from which day to which a teacher is away, why, and by which order; reason and order may come later.
 * Its lessons are those the teacher gives in that time; what was decided for each of them is a substitution.
 */
const TeacherAbsenceSchema = defineEntity({
  name: 'TeacherAbsence',
  indexes: [{ properties: ['teacher', 'since'] }],
  properties: {
    id: id(),
    teacher: () => p.manyToOne(Person),
    since: day(),
    /** The last day away. */
    until: day(),
    /** The first lesson missed on the first day, where it isn't the whole of it. */
    firstSlot: p.smallint().nullable(),
    /** The last lesson missed on the last day, where it isn't the whole of it. */
    lastSlot: p.smallint().nullable(),
    /** Often health: for who keeps substitutions and the director alone, and for no notice. */
    reason: p.string().nullable(),
    orderNumber: p.string().nullable(),
    orderDate: day().nullable(),
    /** Who entered it and when; unknown of what was put together from older substitutions. */
    by: () => p.manyToOne(Person).nullable().deleteRule('no action'),
    at: moment().nullable(),
  },
});
export class TeacherAbsence extends TeacherAbsenceSchema.class {}
TeacherAbsenceSchema.setClass(TeacherAbsence);
