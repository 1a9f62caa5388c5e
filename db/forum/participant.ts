import { defineEntity, p } from '@mikro-orm/core';
import { id } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Topic } from './topic.ts';

/** Whose a letter is: two or three people, and nobody else sees it. */
const ParticipantSchema = defineEntity({
  name: 'Participant',
  uniques: [{ properties: ['topic', 'person'] }],
  properties: {
    id: id(),
    topic: () => p.manyToOne(Topic),
    person: () => p.manyToOne(Person).index(),
  },
});
export class Participant extends ParticipantSchema.class {}
ParticipantSchema.setClass(Participant);
