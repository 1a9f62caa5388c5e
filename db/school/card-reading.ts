import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { SchoolClass } from './school-class.ts';

/** What was read: the card of a class, its list on paper or as a spreadsheet (with health or without), the card of one person. */
export const cardsRead = ['class', 'sheet', 'sheet-with-health', 'person'] as const;
export type CardRead = (typeof cardsRead)[number];

/** That somebody has looked into the data of people (152-ФЗ): who, when, whose. Swept after the days of the school's setting. */
const CardReadingSchema = defineEntity({
  name: 'CardReading',
  properties: {
    id: id(),
    reader: () => p.manyToOne(Person).index(),
    at: moment().index(),
    what: oneOf(cardsRead),
    /** Of the card of a class, and of a person where it was opened from one. */
    schoolClass: () => p.manyToOne(SchoolClass).nullable().index(),
    /** Whose card, of one person. */
    person: () => p.manyToOne(Person).nullable().index(),
  },
});
export class CardReading extends CardReadingSchema.class {}
CardReadingSchema.setClass(CardReading);
