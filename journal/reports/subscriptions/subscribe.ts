import { LockMode } from '@mikro-orm/core';
import { ReportSubscription } from '#db/journal/report-subscription.ts';
import type { PeriodKind } from '#db/school/period.ts';
import { Person } from '#db/school/person.ts';
import type { Act } from '#school/act.ts';
import { invalid, Refusal } from '#school/refusal.ts';
import { machineSecret } from '#school/secrets.ts';
import { reports } from '../list.ts';
import { askReport, type ReportAsked, type TypedParameters } from '../run-report.ts';
import { yearOf } from '../terms.ts';
import { chosenFrom } from './parameters.ts';
import { readWish, type TypedWish } from './wish.ts';

/** Nobody reads more than so many papers that come by themselves. */
const most = 30;

/**
 * Has a report come by itself from now on, asked as on its page. Said twice it is one subscription. Gives the id. Refusals: not-found
 * for a report, class, journal or teacher that is not theirs to see; invalid; too-many.
 */
export async function subscribeToReport(
  act: Act,
  { name, typed, wish: typedWish }: { name: string; typed: TypedParameters; wish: TypedWish },
): Promise<number> {
  const asking = await askReport(act, name, typed);
  const thisYear = await yearOf(act, act.today);
  if (asking.asked.year.id !== thisYear?.id) invalid('report-subscription/past-year', 'year');
  const { span, ...wish } = await readWish(act, typedWish);
  const chosen = chosenFrom(asking, act.today, span);
  // Pressed twice, the second waits for the first and finds it.
  await act.em.execute(`select pg_advisory_xact_lock(hashtext('report subscriptions'), ?)`, [act.by.id]);
  const mine = await living(act);
  const same = mine.find(one => one.report === name && isSame(one, { ...wish, chosen }));
  if (same) {
    Object.assign(same, { ways: wish.ways, ...(same.pausedAt ? { pausedAt: null, since: act.at } : {}) });
    return same.id;
  }
  if (mine.length >= most) throw new Refusal('too-many', 'report-subscription/too-many', { facts: { most } });
  const made = act.em.create(ReportSubscription, {
    ...{ report: name, chosen, ...wish, periodKind: periodKindOf(asking) },
    ...{ person: act.em.getReference(Person, act.by.id), createdAt: act.at, since: act.at },
    secret: machineSecret(act.world),
  });
  await act.em.flush();
  return made.id;
}

/** Another time, format, way, other days: what is due later than now comes so. Refusals: not-found; invalid. */
export async function changeSubscription(act: Act, id: number, typed: TypedWish): Promise<void> {
  const mine = await ownSubscription(act, id);
  const { span, ...wish } = await readWish(act, typed);
  const asksSpan = reports.find(({ name }) => name === mine.report)?.asks.includes('span');
  // Only another time of sending begins anew: what today has not brought yet it still brings.
  const moved = mine.sendAt !== wish.sendAt || mine.rhythm !== wish.rhythm || mine.weekdays !== wish.weekdays;
  Object.assign(mine, wish, {
    ...(asksSpan ? { chosen: { ...mine.chosen, span } } : {}),
    ...(moved ? { since: act.at } : {}),
  });
}

/** Nothing comes until it is taken up again. Refusal: not-found. */
export async function pauseSubscription(act: Act, id: number): Promise<void> {
  const mine = await ownSubscription(act, id);
  mine.pausedAt ??= act.at;
}

/** What was due meanwhile does not come. Refusal: not-found. */
export async function resumeSubscription(act: Act, id: number): Promise<void> {
  const mine = await ownSubscription(act, id);
  if (mine.pausedAt) Object.assign(mine, { pausedAt: null, since: act.at });
}

/** For good; said twice it is said once. Refusal: not-found. */
export async function endSubscription(act: Act, id: number): Promise<ReportSubscription> {
  const mine = await act.em.findOne(ReportSubscription, { id, person: act.by.id });
  if (!mine) throw new Refusal('not-found', 'not-found');
  if (!mine.endedAt) Object.assign(mine, { endedAt: act.at, endReason: 'own' });
  return mine;
}

/** A subscription of mine that goes on, paused or not; nobody else changes it meanwhile. Refusal: not-found. */
export async function ownSubscription(act: Act, id: number): Promise<ReportSubscription> {
  const own = { id, person: act.by.id, endedAt: null };
  const mine = await act.em.findOne(ReportSubscription, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!mine) throw new Refusal('not-found', 'not-found');
  return mine;
}

function living(act: Act): Promise<ReportSubscription[]> {
  return act.em.find(ReportSubscription, { person: act.by.id, endedAt: null }, { orderBy: { id: 'asc' } });
}

type Told = Pick<ReportSubscription, 'chosen' | 'format' | 'rhythm' | 'weekdays' | 'sendAt'>;

function isSame(one: Told, other: Told): boolean {
  const told = ({ chosen: { of, term, span, parallel }, format, rhythm, weekdays, sendAt }: Told) =>
    JSON.stringify([of, term, span, parallel, format, rhythm, weekdays, sendAt]);
  return told(one) === told(other);
}

/** A class follows its own periods; a school, and who teaches in it, quarters where there are any. */
function periodKindOf({ one, choices }: ReportAsked): PeriodKind {
  if (one && 'periodKind' in one) return one.periodKind;
  return choices.terms.find(({ periodKind }) => periodKind)?.periodKind ?? 'quarter';
}
