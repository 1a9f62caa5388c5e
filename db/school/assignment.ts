import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { FunctionChange } from './function-change.ts';
import { Person } from './person.ts';

export const assignedRoles = ['director', 'deputy', 'registrar', 'teacher'] as const;
export type AssignedRole = (typeof assignedRoles)[number];

/** A function of the regulation given to a member of staff, with dates (6.1). Class teachers stand on SchoolClass. */
const AssignmentSchema = defineEntity({
  name: 'Assignment',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    role: oneOf(assignedRoles),
    /** Stands in for who holds it: the same deeds, another name. */
    substitute: p.boolean().default(false),
    since: day(),
    until: day().nullable(),
    /** The line of the log by which it began; none for what stood at the beginning. */
    change: () => p.manyToOne(FunctionChange).nullable(),
  },
});
export class Assignment extends AssignmentSchema.class {}
AssignmentSchema.setClass(Assignment);
