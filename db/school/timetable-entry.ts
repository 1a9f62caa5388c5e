import { defineEntity, p } from '@mikro-orm/core';
import { day, id, oneOf } from '../columns.ts';
import { Course } from './course.ts';
import { Room } from './room.ts';

/** In which weeks of a timetable of two a lesson is held. */
export const entryWeeks = ['both', 'A', 'B'] as const;
export type EntryWeek = (typeof entryWeeks)[number];

/**
 * A course's place in the week; valid between dates, so that the past stays true when the timetable changes. One that was
 * taken back before its first day keeps its row, with `until` on `since`: the change that made it can still be read.
 */
const TimetableEntrySchema = defineEntity({
  name: 'TimetableEntry',
  indexes: [{ properties: ['course', 'since'] }],
  properties: {
    id: id(),
    course: () => p.manyToOne(Course),
    /** 1 is Monday. */
    weekday: p.smallint(),
    slot: p.smallint(),
    week: oneOf(entryWeeks).default('both'),
    room: () => p.manyToOne(Room).nullable().index(),
    /** Held together with another class by one teacher in one room. */
    joint: p.boolean().default(false),
    since: day(),
    /** First day on which it is valid no more. */
    until: day().nullable(),
  },
});
export class TimetableEntry extends TimetableEntrySchema.class {}
TimetableEntrySchema.setClass(TimetableEntry);
