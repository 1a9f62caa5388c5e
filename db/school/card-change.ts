import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** What of a card may change. Certificates are not among them: they are never overwritten, and health stands in no log. */
export const cardFields = ['phone', 'email', 'address', 'workplace', 'birthday', 'kinship', 'subgroup'] as const;
export type CardField = (typeof cardFields)[number];

/** One change of the data of a student or a parent (4.2a): who, when, from what to what. */
const CardChangeSchema = defineEntity({
  name: 'CardChange',
  properties: {
    id: id(),
    /** Whose data. */
    person: () => p.manyToOne(Person).index(),
    /** Of kinship: to which student. */
    student: () => p.manyToOne(Student).nullable(),
    field: oneOf(cardFields),
    before: p.text().nullable(),
    after: p.text().nullable(),
    by: () => p.manyToOne(Person),
    at: moment(),
  },
});
export class CardChange extends CardChangeSchema.class {}
CardChangeSchema.setClass(CardChange);
