import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

export const messengers = ['web', 'telegram', 'email', 'push'] as const;
export type MessengerName = (typeof messengers)[number];

/**
 * A person's address in one messenger. The web chat is everybody's; Telegram's chats are linked by a code, an address of
 * e-mail by a letter, a browser that takes pushes by the person's leave. Only the first two are conversations.
 */
const ChatSchema = defineEntity({
  name: 'Chat',
  uniques: [
    {
      name: 'chat_living',
      // Parents may share a mailbox; everything else is one person's.
      expression: `create unique index chat_living on chat (messenger, address, (case when messenger = 'email' then person_id else 0 end)) where ended_at is null`,
    },
  ],
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    messenger: oneOf(messengers),
    address: p.string(),
    linkedAt: moment(),
    endedAt: moment().nullable(),
    endReason: oneOf(['logout', 'blocked', 'gone', 'relinked', 'revoked'] as const).nullable(),
    /** The child a parent of several is asking about. */
    child: () => p.manyToOne(Student).nullable(),
    /** What is needed to write there beside the address: the keys of a push subscription. */
    means: p.json().$type<Record<string, string>>().nullable(),
    /** Written to only when the person's other channels fail. */
    spare: p.boolean().default(false),
    /** When the consent was asked for here (152-ФЗ): once. */
    consentAskedAt: moment().nullable(),
    /** When the person has taken note that this channel is lost. */
    lossSeenAt: moment().nullable(),
    /** When each student's marks were last shown here, by the student's id: «что изменилось» counts from it. */
    marksSeen: p.json().$type<Record<string, string>>().defaultRaw(`'{}'`),
  },
});
export class Chat extends ChatSchema.class {}
ChatSchema.setClass(Chat);

/** One message of the web chat, in or out, in order; also the history GET /api/chat gives. */
const ChatTurnSchema = defineEntity({
  name: 'ChatTurn',
  properties: {
    id: id(),
    chat: () => p.manyToOne(Chat).index(),
    by: oneOf(['person', 'bot'] as const),
    text: p.text(),
    buttons: p.json().$type<{ label: string; button: string; url?: string }[][]>(),
    /** Where the site draws the picture of the message for its reader, and what the picture says. */
    picture: p.json().$type<{ path: string; alt: string }>().nullable(),
    /** Where the site makes the file of the message anew for its reader, and what the file is called. */
    file: p.json().$type<{ path: string; name: string }>().nullable(),
    screen: p.string().nullable(),
    argument: p.string().nullable(),
    at: moment(),
  },
});
export class ChatTurn extends ChatTurnSchema.class {}
ChatTurnSchema.setClass(ChatTurn);

/** Where a chat stands in several questions in a row; a row, so that a restart loses nothing. */
const DialogueSchema = defineEntity({
  name: 'Dialogue',
  properties: {
    id: id(),
    chat: () => p.oneToOne(Chat).owner(),
    name: p.string(),
    step: p.string(),
    facts: p.json().$type<Record<string, unknown>>(),
    changedAt: moment(),
  },
});
export class Dialogue extends DialogueSchema.class {}
DialogueSchema.setClass(Dialogue);
