import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Lesson } from './lesson.ts';
import { TeacherAbsence } from './teacher-absence.ts';

/**
 * What becomes of a lesson whose teacher is away: another gives it; the teacher of the parallel subgroup gives both at once;
 * it is not held.
 */
export const substitutionKinds = ['instead', 'combined', 'cancelled'] as const;
export type SubstitutionKind = (typeof substitutionKinds)[number];

/** Замещение: who really teaches a lesson. The substitute may write into that lesson only (3.2). Why, says the absence. */
const SubstitutionSchema = defineEntity({
  name: 'Substitution',
  properties: {
    id: id(),
    lesson: () => p.oneToOne(Lesson).owner(),
    absence: () => p.manyToOne(TeacherAbsence).index(),
    kind: oneOf(substitutionKinds).default('instead'),
    /** Nobody where the lesson is not held. */
    teacher: () => p.manyToOne(Person).nullable().index().deleteRule('no action'),
    /** The room before two subgroups were put into one; it comes back with the substitution withdrawn. */
    roomBefore: p.string().nullable(),
    /** Who decided it and when; unknown of what was entered before absences were kept. */
    by: () => p.manyToOne(Person).nullable().deleteRule('no action'),
    at: moment().nullable(),
  },
});
export class Substitution extends SubstitutionSchema.class {}
SubstitutionSchema.setClass(Substitution);
