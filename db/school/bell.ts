import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';

/** When the lesson of a slot begins and ends, local time «08:30». */
const BellSchema = defineEntity({
  name: 'Bell',
  properties: { id: id(), slot: p.smallint().unique(), startsAt: p.string().length(5), endsAt: p.string().length(5) },
});
export class Bell extends BellSchema.class {}
BellSchema.setClass(Bell);
