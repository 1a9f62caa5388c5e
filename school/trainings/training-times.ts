import type { Act } from '../act.ts';
import { addDays, type Day, dayOf, momentOf, parseDay, timeOf } from '../calendar.ts';
import { invalid } from '../refusal.ts';

/** Day and times of a session as they were typed, in the school's local time: «2026-11-30», «15:00», «16:30». */
export interface TypedTimes {
  day: string;
  starts: string;
  ends: string;
}

export interface Times {
  startsAt: Date;
  endsAt: Date;
}

const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** When the session is held: later than now, within a year, on one day. Refusals at day, starts, ends. */
export function readTimes(act: Act, typed: TypedTimes): Times {
  const day = parseDay(typed.day.trim()) ?? invalid('training/day', 'day');
  const starts = readTime(typed.starts, 'starts');
  const ends = readTime(typed.ends, 'ends');
  if (day < act.today || day > addDays(act.today, 366)) invalid('training/day-unlikely', 'day');
  if (ends <= starts) invalid('training/ends-before', 'ends');
  const startsAt = momentOf(day, starts, act.timeZone);
  if (startsAt <= act.at) invalid('training/past', 'starts');
  return { startsAt, endsAt: momentOf(day, ends, act.timeZone) };
}

/** The same moments as a form shows and a notice tells them. */
export function typedTimes(act: Pick<Act, 'timeZone'>, { startsAt, endsAt }: Times): TypedTimes & { day: Day } {
  const { timeZone } = act;
  return { day: dayOf(startsAt, timeZone), starts: timeOf(startsAt, timeZone), ends: timeOf(endsAt, timeZone) };
}

/** «9:05» is taken for «09:05». */
function readTime(typed: string, field: 'starts' | 'ends'): string {
  const time = typed.trim().padStart(5, '0');
  return timePattern.test(time) ? time : invalid('training/time', field);
}
