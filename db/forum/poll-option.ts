import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Poll } from './poll.ts';

/** What can be chosen in a poll; its votes are counted here. */
const PollOptionSchema = defineEntity({
  name: 'PollOption',
  uniques: [{ properties: ['poll', 'number'] }],
  properties: {
    id: id(),
    poll: () => p.manyToOne(Poll),
    number: p.smallint(),
    text: p.string(),
    votes: p.integer().default(0),
  },
});
export class PollOption extends PollOptionSchema.class {}
PollOptionSchema.setClass(PollOption);
