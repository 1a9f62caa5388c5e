import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Topic } from './topic.ts';

/** A question put to the vote in a topic (3.2h); of a secret one nobody can tell who chose what (docs/decisions/023). */
const PollSchema = defineEntity({
  name: 'Poll',
  properties: {
    id: id(),
    topic: () => p.manyToOne(Topic).index(),
    author: () => p.manyToOne(Person),
    question: p.string(),
    /** Several options may be chosen. */
    several: p.boolean(),
    secret: p.boolean(),
    at: moment(),
    /** The last moment; without one it ends when somebody closes it. */
    endsAt: moment().nullable().index(),
    /** Closed early: when, by whom, and why (its author need not say). */
    closedAt: moment().nullable(),
    closedBy: () => p.manyToOne(Person).nullable(),
    closedReason: p.text().nullable(),
    /** People who have voted; of a secret poll it outlives the list of who they were. */
    voters: p.integer().default(0),
  },
});
export class Poll extends PollSchema.class {}
PollSchema.setClass(Poll);
