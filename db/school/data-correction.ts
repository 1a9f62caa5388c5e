import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';

/** What a parent may propose to correct. */
export const correctedFields = ['phone', 'email', 'address', 'workplace'] as const;
export type CorrectedField = (typeof correctedFields)[number];

/** A parent says what is wrong in the family's data; the class teacher accepts it in one press, or declines. */
const DataCorrectionSchema = defineEntity({
  name: 'DataCorrection',
  indexes: [
    {
      name: 'data_correction_waiting',
      expression: `create unique index data_correction_waiting on data_correction (person_id) where state = 'waiting'`,
    },
  ],
  properties: {
    id: id(),
    /** Whose data: the parent's, or a child's. */
    person: () => p.manyToOne(Person).index(),
    /** What each field is to be; null empties it. */
    proposed: p.json().$type<Partial<Record<CorrectedField, string | null>>>(),
    by: () => p.manyToOne(Person),
    at: moment(),
    state: oneOf(['waiting', 'accepted', 'declined', 'replaced'] as const),
    settledBy: () => p.manyToOne(Person).nullable(),
    settledAt: moment().nullable(),
  },
});
export class DataCorrection extends DataCorrectionSchema.class {}
DataCorrectionSchema.setClass(DataCorrection);
