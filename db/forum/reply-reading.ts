import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Reply } from './reply.ts';

/** When a participant first had a letter before their eyes: its writer is shown it. */
const ReplyReadingSchema = defineEntity({
  name: 'ReplyReading',
  uniques: [{ properties: ['reply', 'person'] }],
  properties: {
    id: id(),
    reply: () => p.manyToOne(Reply),
    person: () => p.manyToOne(Person).index(),
    at: moment(),
  },
});
export class ReplyReading extends ReplyReadingSchema.class {}
ReplyReadingSchema.setClass(ReplyReading);
