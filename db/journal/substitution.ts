import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Lesson } from './lesson.ts';

/** Замещение: who really teaches a lesson, why, by which order. The substitute may write into that lesson only (3.2). */
const SubstitutionSchema = defineEntity({
  name: 'Substitution',
  properties: {
    id: id(),
    lesson: () => p.oneToOne(Lesson).owner(),
    teacher: () => p.manyToOne(Person).index(),
    reason: p.string(),
    orderNumber: p.string().nullable(),
  },
});
export class Substitution extends SubstitutionSchema.class {}
SubstitutionSchema.setClass(Substitution);
