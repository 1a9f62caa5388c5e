import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { MirrorLink } from './mirror-link.ts';
import { Topic } from './topic.ts';

/** A topic of the forum and its thread in the group, as it is shown there: what differs from the topic is what is still to be done. */
const MirrorThreadSchema = defineEntity({
  name: 'MirrorThread',
  uniques: [{ properties: ['link', 'thread'] }],
  indexes: [
    {
      name: 'mirror_thread_living',
      expression:
        'create unique index mirror_thread_living on mirror_thread (link_id, topic_id) where ended_at is null',
    },
    {
      name: 'mirror_thread_due',
      expression: 'create index mirror_thread_due on mirror_thread (link_id) where touched > looked',
    },
  ],
  properties: {
    id: id(),
    link: () => p.manyToOne(MirrorLink),
    /** Nothing while a thread begun in the group has no words yet. */
    topic: () => p.manyToOne(Topic).nullable().index(),
    /** The messenger's id of the thread; nothing until it is begun there. */
    thread: p.string().nullable(),
    /** Its name there. */
    title: p.string().nullable(),
    closed: p.boolean().default(false),
    /** It has been said where what came before stands. */
    introduced: p.boolean().default(false),
    /** Grows with each change of the topic; how far the group has followed stands in `looked`. */
    touched: p.integer().default(0),
    looked: p.integer().default(0),
    /** The topic stands no longer in the section, and the thread says so. */
    endedAt: moment().nullable(),
  },
});
export class MirrorThread extends MirrorThreadSchema.class {}
MirrorThreadSchema.setClass(MirrorThread);
