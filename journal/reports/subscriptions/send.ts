import { LockMode } from '@mikro-orm/core';
import { ReportSending, type ReportSubscription } from '#db/journal/report-subscription.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { machineSecret } from '#school/secrets.ts';
import { reports } from '../list.ts';
import { type ReportRun, runReport, type TypedParameters } from '../run-report.ts';
import { yearOf } from '../terms.ts';
import { labelsOf } from './labels.ts';
import { typedOf } from './parameters.ts';
import { periodBefore, sendingCalendar } from './sending-days.ts';

/** A report that cannot be made is given up after so many tries. */
const mostTries = 6;

/** What is to be made now. */
export interface SendingErrand {
  personId: number;
  report: string;
  format: 'xlsx' | 'pdf';
  /** It leaves the site: nothing of health is in it. */
  leaves: boolean;
}

/**
 * The queue's part: what is to be made. Nothing when it is made already, when its subscription has ended or was paused meanwhile, when
 * its day is over by more than a night, or when it has failed too often, which its reader is told.
 */
export async function takeSending(
  act: HouseAct,
  id: number,
  titleOf: (report: string) => string,
): Promise<SendingErrand | undefined> {
  const sending = await waitingSending(act, id);
  if (!sending) return undefined;
  const { subscription, day } = sending;
  const wanted = !subscription.endedAt && !(day && subscription.pausedAt);
  if (!wanted || (day !== null && day !== undefined && day < addDays(act.today, -1)))
    return settle(act, sending, 'missed');
  sending.tries += 1;
  const { report, format, person, ways } = subscription;
  if (sending.tries <= mostTries) return { personId: person.id, report, format, leaves: ways.length > 0 };
  await tellReader(act, subscription, { kind: 'report-failed', title: titleOf(report), id });
  return settle(act, sending, 'failed');
}

/**
 * The report as it stands now, asked as its subscriber: by the rules that were kept, on their day. Refusals: those of `runReport`, for
 * who may see it no longer.
 */
export async function runSending(act: Act, id: number): Promise<ReportRun> {
  const { subscription, day } = await act.em.findOneOrFail(ReportSending, { id }, { populate: ['subscription'] });
  return runReport(act, subscription.report, await typedFor(act, subscription, day ?? act.today));
}

/** What a report is asked with on a day it is sent. Refusal: not-found before the first school year. */
export async function typedFor(act: Act, subscription: ReportSubscription, day: Day): Promise<TypedParameters> {
  const { chosen, rhythm, weekdays, periodKind } = subscription;
  const year = await yearOf(act, day);
  if (!year) throw new Refusal('not-found', 'not-found');
  // A report that follows a period is of that period, though the next may have begun.
  const calendar = rhythm === 'after-period' ? await sendingCalendar(act, addDays(day, -120), day) : undefined;
  const over = calendar && periodBefore(day, { rhythm, weekdays, periodKind }, calendar);
  return typedOf(chosen, { day, yearFrom: year.firstDay, over });
}

/** What came of it: a file, or nothing to put into one. */
export interface MadeReport {
  title: string;
  /** What the message says beside the file, where the report has it. */
  inShort: object | null;
  /** None when there is nothing to put into one. */
  file: { name: string; content: Buffer } | null;
  /** As it was made: what is not to leave the site stays there, whatever was chosen meanwhile. */
  leaves: boolean;
}

/** Keeps what was made and tells its reader, in one: whoever comes second, after a crash or beside another program, changes nothing. */
export async function keepSending(act: Act, id: number, { title, inShort, file, leaves }: MadeReport): Promise<void> {
  const sending = await waitingSending(act, id);
  if (!sending) return;
  const { subscription } = sending;
  subscription.secret ??= machineSecret(act.world);
  if (file) Object.assign(sending, { file: file.name, content: file.content, bytes: file.content.length });
  await tellReader(act, subscription, {
    // Whoever asked a moment ago waits for it, in quiet hours too.
    kind: sending.day ? 'report-sent' : 'report-asked',
    title,
    id,
    facts: { inShort, nothing: !file, format: subscription.format },
    ...(leaves ? {} : { ways: [] }),
  });
  settle(act, sending, file ? 'made' : 'nothing');
}

/** Its subscriber may see it no longer: they are told once, and the subscription ends. */
export async function refuseSending(act: HouseAct, id: number, title: string): Promise<void> {
  const sending = await waitingSending(act, id);
  if (!sending) return;
  const { subscription } = sending;
  Object.assign(subscription, { endedAt: act.at, endReason: 'not-theirs' });
  await tellReader(act, subscription, { kind: 'report-ended', title, id });
  settle(act, sending, 'refused');
}

/** Files live a week, what became of sendings a year. */
export async function forgetReportFiles(act: HouseAct): Promise<void> {
  const before = (days: number) => new Date(act.at.getTime() - days * 24 * 3_600_000);
  await act.em.execute('update report_sending set content = null where content is not null and planned_at < :before', {
    before: before(fileDays),
  });
  await act.em.execute(`delete from report_sending where planned_at < :before and state <> 'waiting'`, {
    before: before(366),
  });
}

export const fileDays = 7;

async function waitingSending(act: HouseAct, id: number): Promise<ReportSending | undefined> {
  const sending = await act.em.findOne(ReportSending, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (sending?.state !== 'waiting') return undefined;
  await act.em.populate(sending, ['subscription']);
  return sending;
}

function settle(act: HouseAct, sending: ReportSending, state: ReportSending['state']): undefined {
  Object.assign(sending, { state, doneAt: act.at });
}

interface Told {
  kind: 'report-sent' | 'report-asked' | 'report-ended' | 'report-failed';
  title: string;
  /** Of the sending. */
  id: number;
  facts?: object;
  /** Else those of the subscription. */
  ways?: ReportSubscription['ways'];
}

async function tellReader(
  act: HouseAct,
  subscription: ReportSubscription,
  { kind, title, id, facts, ways = subscription.ways }: Told,
): Promise<void> {
  const { person, report } = subscription;
  const [of] = await labelsOf(act, [subscription]);
  const known = reports.some(({ name }) => name === report);
  act.tell(person.id, {
    ...{ kind, subject: `report-sending:${id}`, ways },
    facts: { title, of, report: known ? report : null, sendingId: id, subscriptionId: subscription.id, ...facts },
  });
}
