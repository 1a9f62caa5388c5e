import type { HouseAct } from './act.ts';
import type { Day } from './calendar.ts';

/** A day on which the bells ring otherwise than usual. */
export interface SpecialBells {
  day: Day;
  /** «Сокращённые уроки» */
  name: string;
  reason: string | null;
}

/** The days with special bells in a span for a shift, or for any where none is named; in order. For everybody. One query. */
export function specialBells(
  act: HouseAct,
  { from, to, shift = null }: { from: Day; to: Day; shift?: number | null },
): Promise<SpecialBells[]> {
  return act.em.execute<SpecialBells[]>(
    `select distinct on (d.day) d.day::text as day, s.name, w.reason
     from (select generate_series(:from::date, :to::date, interval '1 day')::date as day) d
     join bell_use w on w.special and w.since <= d.day and (w.until is null or w.until > d.day)
       and (w.shift is null or :shift::int is null or w.shift = :shift)
       and (w.weekday is null or w.weekday = extract(isodow from d.day))
     join bell_schedule s on s.id = w.schedule_id
     order by d.day, w.weekday is null, w.shift is null, w.since desc, w.id desc`,
    { from, to, shift },
  );
}
