import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';

/** A slot of the day with its local times, «08:30». */
export interface BellView {
  slot: number;
  startsAt: string;
  endsAt: string;
}

/** When lessons of a day begin and end, in order; the first shift's and today's unless others are asked for. For everybody. */
export function bells(
  act: HouseAct,
  { day = act.today, shift = 1 }: { day?: Day; shift?: number } = {},
): Promise<BellView[]> {
  return act.em.execute<BellView[]>(
    `select b.slot, b.starts_at as "startsAt", b.ends_at as "endsAt" from bell b
     where b.schedule_id = ${bellScheduleOf(':day::date', ':shift::int')} order by b.slot`,
    { day, shift },
  );
}

/**
 * SQL: the schedule by which the bells ring on a day in a shift (expressions); null where none does. A special day goes
 * before the usual ones, then a rule for the weekday, then one for the shift, then the latest.
 */
export function bellScheduleOf(day: string, shift: string): string {
  return `(select w.schedule_id from bell_use w
    where w.since <= ${day} and (w.until is null or w.until > ${day})
      and (w.shift is null or w.shift = ${shift}) and (w.weekday is null or w.weekday = extract(isodow from ${day}))
    order by w.special desc, w.weekday is null, w.shift is null, w.since desc, w.id desc limit 1)`;
}

/** SQL: the same of an ordinary week: the weekday and shift are expressions, special days are left out. */
export function usualBellScheduleOf({ day, weekday, shift }: Record<'day' | 'weekday' | 'shift', string>): string {
  return `(select w.schedule_id from bell_use w
    where w.since <= ${day} and (w.until is null or w.until > ${day}) and not w.special
      and (w.shift is null or w.shift = ${shift}) and (w.weekday is null or w.weekday = ${weekday})
    order by w.weekday is null, w.shift is null, w.since desc, w.id desc limit 1)`;
}

/** SQL: joins the bell `b` of a slot on a day in a shift (expressions); nothing where the slot has none. */
export function joinBell(day: string, shift: string, slot: string): string {
  return `left join lateral ${bellScheduleOf(day, shift)} rung on true
  left join bell b on b.schedule_id = rung.schedule_id and b.slot = ${slot}`;
}
