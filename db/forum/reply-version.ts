import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Reply } from './reply.ts';

/** What a reply of the talk said before it was edited: who wrote that, and when. The present text stands in the reply. */
const ReplyVersionSchema = defineEntity({
  name: 'ReplyVersion',
  properties: {
    id: id(),
    reply: () => p.manyToOne(Reply).index(),
    text: p.text(),
    by: () => p.manyToOne(Person),
    at: moment(),
  },
});
export class ReplyVersion extends ReplyVersionSchema.class {}
ReplyVersionSchema.setClass(ReplyVersion);
