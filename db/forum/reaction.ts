import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Reply } from './reply.ts';

export const reactionKinds = ['support', 'thanks', 'smile', 'joy', 'doubt'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/** A sign under a reply of a talk, in place of words: of each kind one from a person. */
const ReactionSchema = defineEntity({
  name: 'Reaction',
  uniques: [{ properties: ['reply', 'kind', 'person'] }],
  properties: {
    id: id(),
    reply: () => p.manyToOne(Reply),
    kind: oneOf(reactionKinds),
    person: () => p.manyToOne(Person).index(),
    at: moment(),
  },
});
export class Reaction extends ReactionSchema.class {}
ReactionSchema.setClass(Reaction);
