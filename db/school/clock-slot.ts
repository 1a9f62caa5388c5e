import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';

/** One tick of the clock's table, done once whatever number of processes tick: (job, slot) is unique. */
const ClockSlotSchema = defineEntity({
  name: 'ClockSlot',
  uniques: [{ properties: ['job', 'slot'] }],
  properties: { id: id(), job: p.string(), slot: p.string(), plannedAt: moment(), doneAt: moment().nullable() },
});
export class ClockSlot extends ClockSlotSchema.class {}
ClockSlotSchema.setClass(ClockSlot);
