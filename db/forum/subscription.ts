import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Section } from './section.ts';
import { Topic } from './topic.ts';

export const topicWays = ['follow', 'unfollow', 'mute'] as const;
export type TopicWay = (typeof topicWays)[number];

/** What a person has chosen of a topic. No row: who has written there follows it, others do not. */
const TopicSubscriptionSchema = defineEntity({
  name: 'TopicSubscription',
  uniques: [{ properties: ['person', 'topic'] }],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person),
    topic: () => p.manyToOne(Topic).index(),
    way: oneOf(topicWays),
    at: moment(),
  },
});
export class TopicSubscription extends TopicSubscriptionSchema.class {}
TopicSubscriptionSchema.setClass(TopicSubscription);

/** Who is told of each new topic of a section. */
const SectionSubscriptionSchema = defineEntity({
  name: 'SectionSubscription',
  uniques: [{ properties: ['person', 'section'] }],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person),
    section: () => p.manyToOne(Section).index(),
    at: moment(),
  },
});
export class SectionSubscription extends SectionSubscriptionSchema.class {}
SectionSubscriptionSchema.setClass(SectionSubscription);
