import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Course } from './course.ts';
import { Person } from './person.ts';
import { Room } from './room.ts';
import { TimetableChange } from './timetable-change.ts';
import { entryWeeks } from './timetable-entry.ts';

/** A new timetable in the making, to be in force from a day: what differs in it from the one valid on that day. */
const TimetableDraftSchema = defineEntity({
  name: 'TimetableDraft',
  properties: {
    id: id(),
    note: p.string().nullable(),
    since: day(),
    by: () => p.manyToOne(Person),
    at: moment(),
    /** The change by which it was put in force. */
    change: () => p.manyToOne(TimetableChange).nullable(),
    discardedAt: moment().nullable(),
  },
});
export class TimetableDraft extends TimetableDraftSchema.class {}
TimetableDraftSchema.setClass(TimetableDraft);

/**
 * A place of the week that a step of the work put into the draft, or (`removed`) took out of it; later ones win. Undoing a
 * step takes its lines away.
 */
const TimetableDraftLineSchema = defineEntity({
  name: 'TimetableDraftLine',
  indexes: [{ properties: ['draft', 'step'] }],
  properties: {
    id: id(),
    draft: () => p.manyToOne(TimetableDraft),
    /** From 1; the lines of one move or swap have one. */
    step: p.integer(),
    course: () => p.manyToOne(Course),
    weekday: p.smallint(),
    slot: p.smallint(),
    week: oneOf(entryWeeks).default('both'),
    room: () => p.manyToOne(Room).nullable(),
    joint: p.boolean().default(false),
    removed: p.boolean().default(false),
  },
});
export class TimetableDraftLine extends TimetableDraftLineSchema.class {}
TimetableDraftLineSchema.setClass(TimetableDraftLine);
