import { addDays, type Day, dayOf, momentOf, timeOf } from '../calendar.ts';
import { endOfQuiet, type Hours, isQuiet } from './hours.ts';
import { type Choice, urgentKinds } from './matters.ts';

/** A notice that is due, as its place is asked for. */
export interface DueNotice {
  kind: string;
  dueAt: Date;
  calm: boolean;
  staleAt: Date | null;
  waitsFor: 'digest' | 'morning' | null;
}

/** What its reader wishes. */
export interface Wish extends Hours {
  choice: Choice;
}

/** Where it goes: out by itself, into the reader's next digest, nowhere; or it waits. */
export type Place = 'at-once' | 'digest' | 'never' | { until: Date; for: 'digest' | 'morning' };

export interface Ground {
  at: Date;
  timeZone: string;
  /** The first day of lessons on or after the day: no other has a digest. */
  schoolDayFrom(day: Day): Day;
}

/** The place of a due notice at this moment. Nothing but what is urgent goes out inside quiet hours. */
export function placeOf(notice: DueNotice, wish: Wish, ground: Ground): Place {
  if (wish.choice === 'never') return 'never';
  const evening = waitsForEvening(notice, wish) ? eveningOf(notice, wish, ground) : undefined;
  if (evening && evening > ground.at) return { until: evening, for: 'digest' };
  const quiet = isQuiet(timeOf(ground.at, ground.timeZone), wish) && !urgentKinds.includes(notice.kind);
  if (!quiet) return evening ? 'digest' : 'at-once';
  return { until: endOfQuiet(ground.at, ground.timeZone, wish), for: evening ? 'digest' : 'morning' };
}

/** Whether it is meant for a digest at all. */
export function waitsForEvening(notice: Pick<DueNotice, 'calm'>, wish: Pick<Wish, 'choice'>): boolean {
  return wish.choice === 'digest' || (wish.choice === 'at-once' && notice.calm);
}

/** The day on which the first digest after it was due would come, were it a day of lessons. */
export function eveningDayOf(
  notice: Pick<DueNotice, 'dueAt'>,
  { digestAt }: Pick<Hours, 'digestAt'>,
  timeZone: string,
): Day {
  const today = dayOf(notice.dueAt, timeZone);
  return timeOf(notice.dueAt, timeZone) < digestAt ? today : addDays(today, 1);
}

/** The digest that would tell it: the first after it was due. Nothing when that comes too late. */
function eveningOf(notice: DueNotice, wish: Wish, { timeZone, schoolDayFrom }: Ground): Date | undefined {
  // One that waits has reached its evening, or the morning after it.
  if (notice.waitsFor === 'digest') return notice.dueAt;
  const evening = momentOf(schoolDayFrom(eveningDayOf(notice, wish, timeZone)), wish.digestAt, timeZone);
  return notice.staleAt && evening > notice.staleAt ? undefined : evening;
}
