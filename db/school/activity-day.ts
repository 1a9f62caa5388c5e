import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';

/** Through which door somebody used the program. */
export const activityDoors = ['site', 'telegram'] as const;
export type ActivityDoor = (typeof activityDoors)[number];

/** That a person used the program on a day: one row of a day and a door, kept when sessions are long swept (7c, 8.2). */
const ActivityDaySchema = defineEntity({
  name: 'ActivityDay',
  uniques: [{ properties: ['day', 'person', 'door'] }],
  properties: {
    id: id(),
    day: day(),
    person: () => p.manyToOne(Person).index(),
    door: oneOf(activityDoors),
    /** The roles held on that day: whoever changes office later was active in the former one. */
    roles: p.array().$type<string[]>(),
    /** By password. */
    signIns: p.smallint().default(0),
    firstAt: moment(),
    lastAt: moment(),
  },
});
export class ActivityDay extends ActivityDaySchema.class {}
ActivityDaySchema.setClass(ActivityDay);
