import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** How an event of a feed stood when it was last given: a digest of its facts, its revision, the second of the change. */
export type ShownEvent = [digest: string, sequence: number, changedAt: number];

/** A timetable under a secret address, for the calendar of a telephone; of the secret only its SHA-256 is kept. */
const CalendarFeedSchema = defineEntity({
  name: 'CalendarFeed',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    /** Whose lessons; without one, those the person gives. */
    student: () => p.manyToOne(Student).nullable().deleteRule('cascade'),
    tokenHash: p.string().length(64).unique(),
    createdAt: moment(),
    revokedAt: moment().nullable(),
    lastReadAt: moment().nullable(),
    /** By the lesson's id. */
    shown: p.json().$type<Record<string, ShownEvent>>().defaultRaw(`'{}'`),
  },
});
export class CalendarFeed extends CalendarFeedSchema.class {}
CalendarFeedSchema.setClass(CalendarFeed);
