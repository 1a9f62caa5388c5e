import { defineEntity, p } from '@mikro-orm/core';
import { day, id, moment, oneOf } from '../columns.ts';
import { periodKinds } from '../school/period.ts';
import { Person } from '../school/person.ts';

/** When a report is sent: on days of the week, on every day of lessons, as a period ends, on the first weekday after it. */
export const rhythms = ['weekdays', 'school-days', 'period-end', 'after-period'] as const;
export type Rhythm = (typeof rhythms)[number];

/** For which days a report of some days is asked, counted from the day it is sent. */
export const spanRules = ['term', 'this-week', 'last-week', 'last-month', 'year'] as const;
export type SpanRule = (typeof spanRules)[number];

/** What was chosen on the report's page. What is left out moves on by itself: the current period, the day of sending. */
export interface ChosenParameters {
  /** The id of the class, course or teacher. */
  of?: string;
  /** `quarter-1`, `year`; left out, the current one. */
  term?: string;
  span?: SpanRule;
  parallel?: string;
}

export const subscriptionEnds = ['own', 'not-theirs'] as const;

/** A report that comes to a person by itself. */
const ReportSubscriptionSchema = defineEntity({
  name: 'ReportSubscription',
  properties: {
    id: id(),
    person: () => p.manyToOne(Person).index(),
    /** Of journal/reports/list.ts. */
    report: p.string(),
    chosen: p.json().$type<ChosenParameters>(),
    format: oneOf(['xlsx', 'pdf'] as const),
    rhythm: oneOf(rhythms),
    /** Of `weekdays`: «135» is Monday, Wednesday and Friday. */
    weekdays: p.string().default(''),
    /** Which periods `period-end` and `after-period` follow. */
    periodKind: oneOf(periodKinds),
    /** Local time, «07:30». */
    sendAt: p.string(),
    /** The ways it goes by beside the site, of those the person has. */
    ways: p.array().$type<('telegram' | 'email')[]>(),
    createdAt: moment(),
    /** Begun, changed or taken up again: what was due before is not sent. */
    since: moment(),
    pausedAt: moment().nullable(),
    endedAt: moment().nullable(),
    endReason: oneOf(subscriptionEnds).nullable(),
    /** Of the link in its letters that ends it; made with the first of them. */
    secret: p.string().nullable().unique(),
  },
});
export class ReportSubscription extends ReportSubscriptionSchema.class {}
ReportSubscriptionSchema.setClass(ReportSubscription);

/** One sending of a report: planned once a day at most, made once; its file lives some days, since it can be made again. */
const ReportSendingSchema = defineEntity({
  name: 'ReportSending',
  uniques: [{ properties: ['subscription', 'day'] }],
  indexes: [
    {
      name: 'report_sending_waiting',
      expression: "create index report_sending_waiting on report_sending (queued_at) where state = 'waiting'",
    },
  ],
  properties: {
    id: id(),
    subscription: () => p.manyToOne(ReportSubscription),
    /** The day it was due; none of one that was asked for at once. */
    day: day().nullable(),
    state: oneOf(['waiting', 'made', 'nothing', 'refused', 'failed', 'missed'] as const),
    plannedAt: moment(),
    /** When it was last handed to the queue. */
    queuedAt: moment(),
    tries: p.smallint().default(0),
    doneAt: moment().nullable(),
    /** Name of the file, as its reader sees it. */
    file: p.string().nullable(),
    content: p.blob().lazy().nullable(),
    bytes: p.integer().nullable(),
  },
});
export class ReportSending extends ReportSendingSchema.class {}
ReportSendingSchema.setClass(ReportSending);
