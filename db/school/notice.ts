import { defineEntity, p } from '@mikro-orm/core';
import { id, moment, oneOf } from '../columns.ts';
import { Chat } from './chat.ts';
import { Person } from './person.ts';
import { Student } from './student.ts';

/** How a notice ended: told by itself, within an evening digest, kept back by the reader's choice, or no longer the reader's. */
export const outcomes = ['at-once', 'digest', 'never', 'ended'] as const;

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
    /** Whom it is about: told only while this student is the reader's own. */
    student: () => p.manyToOne(Student).nullable().index(),
    /** Waits for the digest even where the reader wants this kind at once. */
    calm: p.boolean().default(false),
    /** A digest after this moment would come too late: then it is told at once. */
    staleAt: moment().nullable(),
    /** The ways beside the site its reader chose for it, as long as one of them is left; else the usual ones. */
    ways: p.array().$type<string[]>().nullable(),
    at: moment(),
    /** Not before this moment: quiet hours, the minute in which marks gather. */
    dueAt: moment(),
    /** Why it waits beyond the moment it was due: for the evening, or for the end of the reader's quiet hours. */
    waitsFor: oneOf(['digest', 'morning'] as const).nullable(),
    /** Set when the courier has made its deliveries, or there are none to make. */
    sentOutAt: moment().nullable(),
    outcome: oneOf(outcomes).nullable(),
    /** The digest that tells it: a notice itself, which has the deliveries. */
    digest: () => p.manyToOne(Notice).nullable().index(),
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
