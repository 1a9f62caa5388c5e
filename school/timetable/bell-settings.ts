import type { HouseAct } from '../act.ts';
import type { BellView } from '../bells.ts';
import type { Day } from '../calendar.ts';

/** Bells that ring together, and the days on which they do. */
export interface BellScheduleView {
  id: number;
  name: string;
  bells: BellView[];
  /** Has rung already: its times are history and stay. */
  rung: boolean;
}

export interface BellUseView {
  id: number;
  scheduleId: number;
  schedule: string;
  shift: number | null;
  weekday: number | null;
  since: Day;
  until: Day | null;
  /** The last day on which it rings. */
  last: Day | null;
  reason: string | null;
  /** Has not begun yet: it can still be taken back. */
  ahead: boolean;
}

export interface BellSettings {
  schedules: BellScheduleView[];
  /** The rules of ordinary days that are in force or will be. */
  usual: BellUseView[];
  /** Special days of this year to come and past, in order. */
  special: BellUseView[];
  /** Shifts in which classes learn. */
  shifts: number[];
}

/** All bells of the school with the days they ring on. For everybody. Three queries. */
export async function bellSettings(act: HouseAct): Promise<BellSettings> {
  const schedules = await act.em.execute<BellScheduleView[]>(
    `select s.id, s.name, ${hasRung('s.id')} as rung,
       coalesce((select json_agg(json_build_object('slot', b.slot, 'startsAt', b.starts_at, 'endsAt', b.ends_at)
         order by b.slot) from bell b where b.schedule_id = s.id), '[]') as bells
     from bell_schedule s order by s.id`,
    { today: act.today },
  );
  const uses = await act.em.execute<(BellUseView & { special: boolean })[]>(
    `select w.id, s.id as "scheduleId", s.name as schedule, w.shift, w.weekday, w.since::text as since,
       w.until::text as until, (w.until - 1)::text as last, w.reason, w.special, w.since > :today as ahead
     from bell_use w join bell_schedule s on s.id = w.schedule_id
     where (w.until is null or w.until > w.since)
       and (case when w.special then w.since >= coalesce((select max(first_day) from school_year where first_day <= :today), :today)
         else w.until is null or w.until > :today end)
     order by w.since, w.weekday nulls first, w.shift nulls first, w.id`,
    { today: act.today },
  );
  const shifts = await act.em.execute<{ shift: number }[]>('select distinct shift from school_class order by shift');
  const views = uses.map(({ special, ...use }) => ({ special, use }));
  return {
    schedules,
    usual: views.filter(({ special }) => !special).map(({ use }) => use),
    special: views.filter(({ special }) => special).map(({ use }) => use),
    shifts: shifts.map(({ shift }) => shift),
  };
}

/** SQL: a schedule (an expression) has rung on a day up to `:today`. */
export function hasRung(scheduleId: string): string {
  return `exists (select from bell_use u where u.schedule_id = ${scheduleId} and u.since <= :today
    and (u.until is null or u.until > u.since))`;
}
