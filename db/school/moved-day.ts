import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';
import { SchoolYear } from './school-year.ts';

/** A day of lessons by the timetable of another weekday: a working Saturday after a moved holiday. */
const MovedDaySchema = defineEntity({
  name: 'MovedDay',
  properties: {
    id: id(),
    year: () => p.manyToOne(SchoolYear),
    day: day().unique(),
    /** Whose timetable is followed, 1 is Monday. */
    weekday: p.smallint(),
  },
});
export class MovedDay extends MovedDaySchema.class {}
MovedDaySchema.setClass(MovedDay);
