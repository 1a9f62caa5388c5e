import { ReportSending } from '#db/journal/report-subscription.ts';
import type { Act, HouseAct } from '#school/act.ts';
import { momentOf, timeOf } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import { isDueOn, type SendingRhythm, sendingCalendar } from './sending-days.ts';
import { ownSubscription } from './subscribe.ts';

/** Of a queue that has lost it (a program that was killed, a backup brought back) it is handed in once more after so long. */
const patienceMs = 5 * 60_000;
/** At once, a day: whoever wants more looks at the page. */
const mostAtOnce = 10;

/**
 * Each minute: plans the reports whose time of today has come, late ones too as long as it is today. Of a subscription and a day there is
 * one row at most, whoever ticks, however often, and however the clock was set; the work goes into the queue with the row.
 */
export async function planSendings(act: HouseAct): Promise<void> {
  await handInAgain(act);
  const [now, today] = [timeOf(act.at, act.timeZone), act.today];
  const rows = await act.em.execute<(SendingRhythm & { id: number; sendAt: string; since: string })[]>(
    `select s.id, s.rhythm, s.weekdays, s.period_kind as "periodKind", s.send_at as "sendAt", s.since
     from report_subscription s
     where s.ended_at is null and s.paused_at is null and s.send_at <= :now
       and not exists (select from report_sending g where g.subscription_id = s.id and g.day = :today) order by s.id`,
    { now, today },
  );
  if (rows.length === 0) return;
  const calendar = await sendingCalendar(act, today, today);
  for (const { id, sendAt, since, ...rhythm } of rows) {
    const isNew = momentOf(today, sendAt, act.timeZone) < new Date(since);
    if (!isNew && isDueOn(today, rhythm, calendar)) await plan(act, id);
  }
}

async function plan(act: HouseAct, subscriptionId: number): Promise<void> {
  const [planned] = await act.em.execute<{ id: number }[]>(
    `insert into report_sending (subscription_id, day, state, planned_at, queued_at)
     values (:subscriptionId, :today, 'waiting', :at, :at) on conflict (subscription_id, day) do nothing returning id`,
    { subscriptionId, today: act.today, at: act.at },
  );
  if (planned) await act.later('report-sending', { sendingId: planned.id });
}

async function handInAgain(act: HouseAct): Promise<void> {
  const rows = await act.em.execute<{ id: number }[]>(
    `update report_sending set queued_at = :at where state = 'waiting' and queued_at <= :before returning id`,
    { at: act.at, before: new Date(act.at.getTime() - patienceMs) },
  );
  for (const { id } of rows) await act.later('report-sending', { sendingId: id });
}

/** «Прислать сейчас»: once more beside what comes by itself; one on its way is not begun again. Refusals: not-found; too-many. */
export async function sendNow(act: Act, subscriptionId: number): Promise<void> {
  const subscription = await ownSubscription(act, subscriptionId);
  const since = new Date(act.at.getTime() - 24 * 3_600_000);
  const asked = await act.em.find(ReportSending, { subscription, day: null, plannedAt: { $gt: since } });
  if (asked.some(({ state }) => state === 'waiting')) return;
  if (asked.length >= mostAtOnce)
    throw new Refusal('too-many', 'report-subscription/too-often', { facts: { most: mostAtOnce } });
  const sending = act.em.create(ReportSending, {
    ...{ subscription, day: null, state: 'waiting', plannedAt: act.at, queuedAt: act.at },
  });
  await act.em.flush();
  await act.later('report-sending', { sendingId: sending.id });
}
