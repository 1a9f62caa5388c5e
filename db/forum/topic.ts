import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Section } from './section.ts';

/** A topic of discussion; its opening text is its first reply. Counters are kept with it, so that lists stay cheap. */
const TopicSchema = defineEntity({
  name: 'Topic',
  indexes: [{ properties: ['section', 'lastReplyAt'] }, { properties: ['lastReplyAt'] }],
  properties: {
    id: id(),
    section: () => p.manyToOne(Section),
    title: p.string(),
    author: () => p.manyToOne(Person),
    at: moment(),
    /** Replies, the opening text included: the number of the last one. */
    replyCount: p.integer().default(0),
    lastReplyAt: moment(),
    lastReplyBy: () => p.manyToOne(Person),
  },
});
export class Topic extends TopicSchema.class {}
TopicSchema.setClass(Topic);
