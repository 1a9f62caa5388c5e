import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';
import { Course } from './course.ts';

/** A course's place in the week; valid between dates, so that the past stays true when the timetable changes. */
const TimetableEntrySchema = defineEntity({
  name: 'TimetableEntry',
  uniques: [{ properties: ['course', 'weekday', 'slot', 'since'] }],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    /** 1 is Monday. */
    weekday: p.smallint(),
    slot: p.smallint(),
    room: p.string(),
    since: day(),
    until: day().nullable(),
  },
});
export class TimetableEntry extends TimetableEntrySchema.class {}
TimetableEntrySchema.setClass(TimetableEntry);
