import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Reply } from './reply.ts';

/** Who was called in a reply of the talk and told of it: once, though the name be taken out and put in again. */
const MentionSchema = defineEntity({
  name: 'Mention',
  uniques: [{ properties: ['reply', 'person'] }],
  properties: {
    id: id(),
    reply: () => p.manyToOne(Reply),
    person: () => p.manyToOne(Person).index(),
    at: moment(),
  },
});
export class Mention extends MentionSchema.class {}
MentionSchema.setClass(Mention);
