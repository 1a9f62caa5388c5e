import { defineEntity, p } from '@mikro-orm/core';
import { day, id } from '../columns.ts';

/** Where lessons are held: «305», «спортзал». Never deleted: one that is used no more is closed. */
const RoomSchema = defineEntity({
  name: 'Room',
  properties: {
    id: id(),
    name: p.string().unique(),
    seats: p.smallint().nullable(),
    /** First day on which no lesson may be put there any more. */
    closedOn: day().nullable(),
  },
});
export class Room extends RoomSchema.class {}
RoomSchema.setClass(Room);
