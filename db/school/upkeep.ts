import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';

export const upkeepDeeds = [
  'backup-made',
  'backup-failed',
  'backup-taken',
  'export-made',
  'export-failed',
  'export-taken',
  'diagnosis-taken',
] as const;
export type UpkeepDeed = (typeof upkeepDeeds)[number];

/** What was done to keep the program running and its data safe (7d): archives made and taken away, by whom; without one, by the clock. */
const UpkeepSchema = defineEntity({
  name: 'Upkeep',
  properties: {
    id: id(),
    deed: oneOf(upkeepDeeds),
    by: () => p.manyToOne(Person).nullable(),
    at: moment().index(),
    /** The archive's name in its folder. */
    file: p.string().nullable(),
    bytes: p.bigint('number').nullable(),
    /** Why it failed: a word, «no-room», never a text. */
    reason: p.string().nullable(),
  },
});
export class Upkeep extends UpkeepSchema.class {}
UpkeepSchema.setClass(Upkeep);
