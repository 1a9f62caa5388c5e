import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { SchoolYear } from './school-year.ts';

export const periodKinds = ['quarter', 'trimester', 'half-year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A quarter, a trimester or a half-year: четверть, триместр, полугодие. Which kind a class has stands on the class. */
const PeriodSchema = defineEntity({
  name: 'Period',
  uniques: [{ properties: ['year', 'kind', 'number'] }],
  properties: {
    id: id(),
    year: () => p.manyToOne(SchoolYear),
    kind: oneOf(periodKinds),
    number: p.smallint(),
    firstDay: day(),
    lastDay: day(),
    /** Closed by order: its cells are locked for everyone. */
    closedAt: moment().nullable(),
  },
});
export class Period extends PeriodSchema.class {}
PeriodSchema.setClass(Period);
