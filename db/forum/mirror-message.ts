import { defineEntity, p } from '@mikro-orm/core';
import { id, moment } from '../columns.ts';
import { MirrorLink } from './mirror-link.ts';
import { MirrorThread } from './mirror-thread.ts';
import { Reply } from './reply.ts';

/** A reply of the forum as it stands in the group: in messages of the bot, or in a message its author has written there. */
const MirrorMessageSchema = defineEntity({
  name: 'MirrorMessage',
  uniques: [{ properties: ['link', 'reply'] }, { properties: ['link', 'fromGroup'] }],
  properties: {
    id: id(),
    link: () => p.manyToOne(MirrorLink),
    thread: () => p.manyToOne(MirrorThread).index(),
    reply: () => p.manyToOne(Reply).index(),
    /** The author's own message, where it was written in the group; and the album it belongs to. */
    fromGroup: p.string().nullable(),
    album: p.string().nullable(),
    /** The bot's messages, in order: a long text takes several. */
    messages: p.array().default([]),
    /** The version of the reply that is shown, and in how many of the messages already. */
    version: p.integer(),
    done: p.smallint().default(0),
    /** All of that version is shown. */
    whole: p.boolean(),
    /** Taken away, because it is hidden on the site or stands no longer in the section. */
    gone: p.boolean().default(false),
    sentAt: moment(),
  },
});
export class MirrorMessage extends MirrorMessageSchema.class {}
MirrorMessageSchema.setClass(MirrorMessage);
