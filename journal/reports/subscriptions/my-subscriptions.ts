import type { ChosenParameters, Rhythm } from '#db/journal/report-subscription.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day, momentOf, timeOf } from '#school/calendar.ts';
import { see } from '#school/permissions.ts';
import { labelsOf, type ReportOf } from './labels.ts';
import { isDueOn, type SendingCalendar, type SendingRhythm, sendingCalendar } from './sending-days.ts';
import type { Way } from './wish.ts';

/** A subscription of mine as its page shows it. */
export interface MySubscription {
  id: number;
  report: string;
  of: ReportOf;
  chosen: ChosenParameters;
  format: 'xlsx' | 'pdf';
  rhythm: Rhythm;
  /** 1 for Monday … 7 for Sunday. */
  weekdays: number[];
  /** «07:30» */
  at: string;
  ways: Way[];
  paused: boolean;
  /** When it comes next; nothing while it is paused, or when the calendar knows no such day yet. */
  nextAt: Date | null;
  last: SendingView | null;
}

export interface SendingView {
  id: number;
  at: Date;
  state: 'waiting' | 'made' | 'nothing' | 'refused' | 'failed' | 'missed';
  /** Its file is still there. */
  file: boolean;
}

/** The longest break of a year is shorter. */
const aheadDays = 150;

/** My subscriptions that go on, paused ones too, in the order they were made; of one report where it is named. Refusal: not-found. */
export async function mySubscriptions(act: Act, report?: string): Promise<MySubscription[]> {
  see(act, 'readReports');
  const rows = await act.em.execute<Row[]>(
    `select s.id, s.report, s.chosen, s.format, s.rhythm, s.weekdays, s.period_kind as "periodKind", s.send_at as at,
       to_json(s.ways) as ways, s.since, s.paused_at is not null as paused,
       exists (select from report_sending g where g.subscription_id = s.id and g.day = :today) as "sentToday",
       (select json_build_object('id', g.id, 'at', coalesce(g.done_at, g.planned_at), 'state', g.state, 'file', g.content is not null)
        from report_sending g where g.subscription_id = s.id order by g.id desc limit 1) as last
     from report_subscription s where s.person_id = :me and s.ended_at is null and (:report::text is null or s.report = :report)
     order by s.id`,
    { me: act.by.id, today: act.today, report: report ?? null },
  );
  if (rows.length === 0) return [];
  const labels = await labelsOf(act, rows);
  const calendar = await sendingCalendar(act, act.today, addDays(act.today, aheadDays));
  return rows.map((row, at) => viewOf(act, row, { of: labels[at]!, calendar }));
}

interface Row extends Omit<MySubscription, 'of' | 'weekdays' | 'nextAt' | 'last'>, SendingRhythm {
  weekdays: string;
  since: string;
  sentToday: boolean;
  last: (Omit<SendingView, 'at'> & { at: string }) | null;
}

function viewOf(act: Act, row: Row, { of, calendar }: { of: ReportOf; calendar: SendingCalendar }): MySubscription {
  const { weekdays, since: _, sentToday: __, periodKind: ___, last, ...view } = row;
  const next = row.paused ? undefined : nextDay(act, row, calendar);
  return {
    ...{ ...view, of, weekdays: [...weekdays].map(Number) },
    nextAt: next ? momentOf(next, row.at, act.timeZone) : null,
    last: last && { ...last, at: new Date(last.at) },
  };
}

function nextDay(act: Act, row: Row, calendar: SendingCalendar): Day | undefined {
  const isOver = row.sentToday || row.at <= timeOf(act.at, act.timeZone);
  const first = isOver ? 1 : 0;
  for (let ahead = first; ahead <= aheadDays; ahead++) {
    const day = addDays(act.today, ahead);
    if (isDueOn(day, row, calendar)) return day;
  }
  return undefined;
}
