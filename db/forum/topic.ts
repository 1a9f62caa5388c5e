import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Student } from '../school/student.ts';
import { Section } from './section.ts';
import { wordsOf } from './words.ts';

export const suggestionStates = ['new', 'planned', 'done', 'declined'] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export const topicKinds = ['talk', 'letter', 'consultation'] as const;

/**
 * A topic of discussion: a talk stands in a section and is open to the staff; a letter belongs to its participants, a
 * consultation to who asks and the registrar, and neither stands in a section. Its opening text is its first reply.
 * Counters are kept with it, so that lists stay cheap.
 */
const TopicSchema = defineEntity({
  name: 'Topic',
  indexes: [
    { properties: ['section', 'pinned', 'lastReplyAt'] },
    { properties: ['pinned', 'lastReplyAt'] },
    { properties: ['lastReplyAt'] },
    { name: 'topic_words', expression: `create index topic_words on topic using gin (${wordsOf('title')})` },
  ],
  properties: {
    id: id(),
    kind: oneOf(topicKinds).default('talk'),
    section: () => p.manyToOne(Section).nullable(),
    /** Of a letter: about whom it is. */
    student: () => p.manyToOne(Student).nullable().index(),
    title: p.string(),
    author: () => p.manyToOne(Person),
    at: moment(),
    /** Replies, the opening text included: the number of the last one. */
    replyCount: p.integer().default(0),
    lastReplyAt: moment(),
    lastReplyBy: () => p.manyToOne(Person),
    /** Stands above the others. */
    pinned: p.boolean().default(false),
    /** Since then it takes no replies, and why. */
    closedAt: moment().nullable(),
    closedReason: p.text().nullable(),
    /** Of a suggestion: what has come of it, and why; nothing is «new». It counts in a section of suggestions only. */
    suggestionState: oneOf(suggestionStates).nullable(),
    suggestionReason: p.text().nullable(),
    /** Its replies stand in that topic now; this one is no more than an address. */
    mergedInto: () => p.manyToOne(Topic).nullable().index(),
  },
});
export class Topic extends TopicSchema.class {}
TopicSchema.setClass(Topic);
