import { Bell, BellSchedule, BellUse } from '#db/school/bell.ts';
import type { Act } from '../act.ts';
import type { BellView } from '../bells.ts';
import { addDays, type Day, parseDay } from '../calendar.ts';
import { permit } from '../permissions.ts';
import { invalid, Refusal } from '../refusal.ts';
import { hasRung } from './bell-settings.ts';

const longestName = 40;
const mostBells = 15;

/**
 * Makes a bell schedule, or rewrites one by which nobody has learned yet: the past stays true. Gives its id.
 * Refusals: not-allowed, not-found, invalid (name, times), conflict (it has rung).
 */
export async function saveBells(
  act: Act,
  { id, name, bells }: { id?: number; name: string; bells: readonly BellView[] },
): Promise<number> {
  permit(act, 'keepTimetable');
  const clean = name.trim().replace(/\s+/g, ' ');
  if (clean === '' || clean.length > longestName) invalid('bells/name', 'name', { most: longestName });
  refuseTimes(bells);
  const namesake = await act.em.findOne(BellSchedule, { name: clean });
  if (namesake && namesake.id !== id) invalid('bells/name-taken', 'name', { name: clean });
  const schedule = id === undefined ? act.em.create(BellSchedule, { name: clean }) : await unrung(act, id);
  schedule.name = clean;
  await act.em.flush();
  await act.em.nativeDelete(Bell, { schedule: schedule.id });
  for (const bell of bells) act.em.create(Bell, { schedule, ...bell });
  await act.em.flush();
  return schedule.id;
}

async function unrung(act: Act, id: number): Promise<BellSchedule> {
  const schedule = await act.em.findOne(BellSchedule, { id });
  if (!schedule) throw new Refusal('not-found', 'not-found');
  const [row] = await act.em.execute<{ rung: boolean }[]>(`select ${hasRung(':id')} as rung`, { id, today: act.today });
  if (row!.rung) throw new Refusal('conflict', 'bells/rung', { facts: { name: schedule.name } });
  return schedule;
}

/** Refuses times no clock has, lessons that end before they begin, and such as overlap. */
function refuseTimes(bells: readonly BellView[]): void {
  if (bells.length === 0 || bells.length > mostBells) invalid('bells/none', 'bells', { most: mostBells });
  for (const [index, { slot, startsAt, endsAt }] of bells.entries()) {
    const before = bells[index - 1];
    if (!isTime(startsAt) || !isTime(endsAt) || startsAt >= endsAt) invalid('bells/times', 'bells', { slot });
    if (!(Number.isInteger(slot) && slot >= 0 && slot < mostBells)) invalid('bells/times', 'bells', { slot });
    if (before && (before.slot >= slot || before.endsAt > startsAt)) invalid('bells/overlap', 'bells', { slot });
  }
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

export interface UsualBells {
  scheduleId: number;
  /** Of one weekday, or of all for which nothing else is said. */
  weekday: number | null;
  shift: number | null;
  since: string;
}

/**
 * Says by which bells an ordinary day goes from a day to come on; what held for the same weekday and shift ends there.
 * Before the first rule of all any day will do. Refusals: not-allowed, not-found, invalid (day).
 */
export async function ringUsually(act: Act, { scheduleId, weekday, shift, since }: UsualBells): Promise<void> {
  permit(act, 'keepTimetable');
  const first = (await act.em.count(BellUse, { special: false })) === 0;
  const day = parseDay(since) ?? invalid('timetable/day', 'since');
  if (!first && day <= act.today) invalid('timetable/past', 'since', { earliest: addDays(act.today, 1) });
  const schedule = await scheduleOf(act, scheduleId);
  const same = { special: false, weekday, shift };
  // One that would have begun later gives way: the new rule goes on.
  await act.em.nativeDelete(BellUse, { ...same, since: { $gte: day } });
  await act.em.nativeUpdate(BellUse, { ...same, $or: [{ until: null }, { until: { $gt: day } }] }, { until: day });
  act.em.create(BellUse, { schedule, weekday, shift, since: day });
}

export interface SpecialRinging {
  scheduleId: number;
  from: string;
  /** Last day, the same for one. */
  to: string;
  shift: number | null;
  reason: string;
}

/** Special bells on a day or some, from today on; others that were set for these very days and shift give way. Refusals: not-allowed, not-found, invalid. */
export async function ringSpecially(act: Act, { scheduleId, from, to, shift, reason }: SpecialRinging): Promise<void> {
  permit(act, 'keepTimetable');
  const since = parseDay(from) ?? invalid('timetable/day', 'from');
  const last = parseDay(to) ?? invalid('timetable/day', 'to');
  if (since < act.today) invalid('bells/past', 'from');
  if (last < since || last > addDays(since, 92)) invalid('days', 'to');
  const why = reason.trim().replace(/\s+/g, ' ');
  if (why.length > 80) invalid('bells/reason', 'reason');
  const schedule = await scheduleOf(act, scheduleId);
  const until = addDays(last, 1);
  await act.em.nativeDelete(BellUse, { special: true, shift, since, until });
  act.em.create(BellUse, { schedule, shift, since, until, special: true, reason: why || null });
}

async function scheduleOf(act: Act, id: number): Promise<BellSchedule> {
  const schedule = await act.em.findOne(BellSchedule, { id });
  if (!schedule) throw new Refusal('not-found', 'not-found');
  return schedule;
}

/**
 * Takes back a rule that has not begun (the one it ended goes on), or a special span that goes on: it ends with yesterday, or
 * with today once bells have rung. Refusals: not-allowed, not-found, conflict (it is over, or is the rule of today).
 */
export async function takeBackBells(act: Act, useId: number): Promise<void> {
  permit(act, 'keepTimetable');
  const use = await act.em.findOne(BellUse, { id: useId });
  if (!use) throw new Refusal('not-found', 'not-found');
  const { special, weekday, shift, since, until } = use;
  if (since > act.today) {
    if (!special) await act.em.nativeUpdate(BellUse, { special, weekday, shift, until: since }, { until });
    act.em.remove(use);
    return;
  }
  if (!special || (until !== null && until! <= addDays(act.today, 1))) throw new Refusal('conflict', 'bells/begun');
  use.until = addDays(act.today, 1) as Day;
}
