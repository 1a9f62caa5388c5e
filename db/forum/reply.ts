import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { Person } from '../school/person.ts';
import { Topic } from './topic.ts';
import { wordsOf } from './words.ts';

/** An answer in a topic; number 1 is the topic's own text. */
const ReplySchema = defineEntity({
  name: 'Reply',
  uniques: [{ properties: ['topic', 'number'] }],
  indexes: [
    { properties: ['author', 'at'] },
    { name: 'reply_words', expression: `create index reply_words on reply using gin (${wordsOf('text')})` },
  ],
  properties: {
    id: id(),
    topic: () => p.manyToOne(Topic),
    number: p.integer(),
    author: () => p.manyToOne(Person),
    text: p.text(),
    at: moment(),
    editedAt: moment().nullable(),
    /** Of a letter: its author lets it be read on the site alone, for it may speak of health. */
    siteOnly: p.boolean().default(false),
    quotes: () => p.manyToOne(Reply).nullable(),
    /** Deleted means hidden with a trace: when, by whom, and why (authors need not say). */
    hiddenAt: moment().nullable(),
    hiddenBy: () => p.manyToOne(Person).nullable(),
    hiddenReason: p.text().nullable(),
    /** Grows with each edit: two editors of one reply are noticed. */
    version: p.integer().version(),
  },
});
export class Reply extends ReplySchema.class {}
ReplySchema.setClass(Reply);
