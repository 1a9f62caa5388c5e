import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Topic } from './topic.ts';

/** How far a person has read a topic: up to the reply of this number. */
const TopicReadingSchema = defineEntity({
  name: 'TopicReading',
  uniques: [{ properties: ['person', 'topic'] }],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person),
    topic: () => p.manyToOne(Topic).index(),
    lastNumber: p.integer(),
    at: moment(),
  },
});
export class TopicReading extends TopicReadingSchema.class {}
TopicReadingSchema.setClass(TopicReading);
