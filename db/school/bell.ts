import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';

/** Bells that ring together on a day: «обычные», «сокращённые». */
const BellScheduleSchema = defineEntity({
  name: 'BellSchedule',
  properties: { id: id(), name: p.string().unique() },
});
export class BellSchedule extends BellScheduleSchema.class {}
BellScheduleSchema.setClass(BellSchedule);

/** When the lesson of a slot begins and ends by a schedule, local time «08:30». */
const BellSchema = defineEntity({
  name: 'Bell',
  uniques: [{ properties: ['schedule', 'slot'] }],
  properties: {
    id: id(),
    schedule: () => p.manyToOne(BellSchedule),
    slot: p.smallint(),
    startsAt: p.string().length(5),
    endsAt: p.string().length(5),
  },
});
export class Bell extends BellSchema.class {}
BellSchema.setClass(Bell);

/**
 * On which days a schedule rings, for every shift and weekday or for one. Of several a special one goes before the usual
 * (a short day before a holiday), then one for a weekday, then one for a shift, then the latest (school/bells.ts).
 */
const BellUseSchema = defineEntity({
  name: 'BellUse',
  properties: {
    id: id(),
    schedule: () => p.manyToOne(BellSchedule),
    shift: p.smallint().nullable(),
    /** 1 is Monday. */
    weekday: p.smallint().nullable(),
    since: day(),
    /** First day on which it rings no more. */
    until: day().nullable(),
    special: p.boolean().default(false),
    /** Why a special day is one. */
    reason: p.string().nullable(),
  },
});
export class BellUse extends BellUseSchema.class {}
BellUseSchema.setClass(BellUse);
