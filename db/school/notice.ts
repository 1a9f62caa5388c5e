import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Chat } from './chat.ts';
import { Person } from './person.ts';

/** Something a person must be told: facts, not text; written in the transaction that made it true. */
const NoticeSchema = defineEntity({
  name: 'Notice',
  properties: {
    id: id(),
    reader: () => p.manyToOne(Person).index(),
    /** Names the template: templates/notices/<kind>.hbs. */
    kind: p.string(),
    /** What it is about, for merging and for links: «lesson:12», «topic:3». */
    subject: p.string(),
    facts: p.json().$type<Record<string, unknown>>(),
    at: moment(),
    /** Not before this moment: quiet hours, the minute in which marks gather. */
    dueAt: moment(),
    /** Set when the courier has made its deliveries. */
    sentOutAt: moment().nullable(),
    /** For the site alone: the person wants to hear of this kind nowhere else. */
    siteOnly: p.boolean().default(false),
    /** When the person saw it on the site. */
    readAt: moment().nullable(),
    /** When it was handed over on paper (3.2f), and who says so. */
    handedAt: moment().nullable(),
    handedBy: () => p.manyToOne(Person).nullable(),
  },
  indexes: [{ name: 'notice_due', expression: 'create index notice_due on notice (due_at) where sent_out_at is null' }],
});
export class Notice extends NoticeSchema.class {}
NoticeSchema.setClass(Notice);

export const deliveryStates = ['waiting', 'sent', 'refused'] as const;

/** A notice's way to one chat: when tried, when shown, or why refused (3.2f asks who was informed). */
const DeliverySchema = defineEntity({
  name: 'Delivery',
  properties: {
    id: id(),
    notice: () => p.manyToOne(Notice).index(),
    chat: () => p.manyToOne(Chat).index(),
    state: oneOf(deliveryStates),
    attempts: p.smallint().default(0),
    nextAttemptAt: moment(),
    sentAt: moment().nullable(),
    /** The messenger's own id of the message, where it gives one. */
    messageId: p.string().nullable(),
    /** A word for why it failed, never the text: «blocked», «http 500». */
    error: p.string().nullable(),
  },
  indexes: [
    {
      name: 'delivery_due',
      expression: "create index delivery_due on delivery (next_attempt_at) where state = 'waiting'",
    },
  ],
});
export class Delivery extends DeliverySchema.class {}
DeliverySchema.setClass(Delivery);
