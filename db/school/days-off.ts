import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';
import { SchoolYear } from './school-year.ts';

/** Days in a row without lessons: holidays of the school and public holidays. Sundays need no row. */
const DaysOffSchema = defineEntity({
  name: 'DaysOff',
  properties: {
    id: id(),
    year: () => p.manyToOne(SchoolYear),
    firstDay: day(),
    lastDay: day(),
    name: p.string(),
    /** For one grade only: the February week of grade 1. */
    grade: p.smallint().nullable(),
  },
});
export class DaysOff extends DaysOffSchema.class {}
DaysOffSchema.setClass(DaysOff);
