import type { HouseAct } from '#school/act.ts';
import { type Day, weekOf } from '#school/calendar.ts';
import { shareTenths } from '../arithmetic/means.ts';
import { isEnded, isHeld, lessonTables, ownerIdThen, timeParams } from '../lesson-sql.ts';

/** Lessons that were held, and how they were filled; held means that the lesson has ended. */
export interface Filled {
  held: number;
  /** Nothing was owed any more by midnight of the lesson's day (3.2). */
  onDay: number;
  /** Filled, but only on a later day. */
  later: number;
  /** Something is still owed. */
  owed: number;
}

export interface Span {
  from: Day;
  to: Day;
}

/** SQL: lesson `l` was filled on its day, by the school's clock (`:timeZone`). */
export const isOnDay = `coalesce(l.complete_at < (l.day + 1)::timestamp at time zone :timeZone, false)`;

/** SQL: the three counts of `Filled` besides `held`, of lessons `l`. */
export const filledCounts = (of: string) => `
  (count(*) filter (where ${of}))::int as held,
  (count(*) filter (where ${of} and ${isOnDay}))::int as "onDay",
  (count(*) filter (where ${of} and l.complete_at is not null and not ${isOnDay}))::int as later,
  (count(*) filter (where ${of} and l.complete_at is null))::int as owed`;

export interface FilledByTeacher extends Filled {
  personId: number;
  name: string;
}

/** How every teacher filled the lessons they gave or stood in for, over a span; by name. The caller has asked who may know. */
export function filledByTeacher(act: HouseAct, span: Span): Promise<FilledByTeacher[]> {
  return act.em.execute<FilledByTeacher[]>(
    `select o.id as "personId", concat_ws(' ', o.family_name, o.given_name, o.patronymic) as name, f.held, f."onDay", f.later, f.owed
     from (select ${ownerIdThen} as owner_id, ${filledCounts('true')} from ${lessonTables}
       where l.day between :from and :to and ${isEnded} and ${isHeld} group by 1) f join person o on o.id = f.owner_id
     order by o.family_name collate "ru-x-icu", o.given_name collate "ru-x-icu", o.id`,
    { ...span, ...timeParams(act), timeZone: act.timeZone },
  );
}

/** The same of the whole school over several spans, in one query. */
export async function filledOver<Name extends string>(
  act: HouseAct,
  spans: Record<Name, Span>,
): Promise<Record<Name, Filled>> {
  const rows = await act.em.execute<(Filled & { name: Name })[]>(
    `select s.name, f.* from jsonb_to_recordset(:spans::jsonb) as s(name text, "from" date, "to" date)
     cross join lateral (select ${filledCounts('true')} from ${lessonTables}
       where l.day between s."from" and s."to" and ${isEnded} and ${isHeld}) f`,
    { spans: JSON.stringify(entriesOf(spans)), ...timeParams(act), timeZone: act.timeZone },
  );
  return Object.fromEntries(rows.map(({ name, ...filled }) => [name, filled])) as Record<Name, Filled>;
}

function entriesOf(spans: Record<string, Span>) {
  return Object.entries(spans).map(([name, span]) => ({ name, ...span }));
}

export interface FilledWeek {
  monday: Day;
  held: number;
  onDay: number;
}

/** The weeks of a span that had lessons, today's lessons left out: what is not over yet would only look late. */
export async function filledByWeek(act: HouseAct, span: Span): Promise<FilledWeek[]> {
  const days = await act.em.execute<{ day: Day; held: number; onDay: number }[]>(
    `select l.day::text as day, count(*)::int as held, (count(*) filter (where ${isOnDay}))::int as "onDay"
     from lesson l left join substitution u on u.lesson_id = l.id
     where l.day between :from and :to and l.day < :today and ${isHeld} group by l.day order by l.day`,
    { ...span, today: act.today, timeZone: act.timeZone },
  );
  const weeks = Map.groupBy(days, ({ day }) => weekOf(day).monday);
  return [...weeks].map(([monday, own]) => ({
    monday,
    held: own.reduce((sum, { held }) => sum + held, 0),
    onDay: own.reduce((sum, { onDay }) => sum + onDay, 0),
  }));
}

/** A share in tenths of a per cent, rounded mathematically; null of nothing. */
export function shareOf({ held, onDay }: { held: number; onDay: number }): number | null {
  return shareTenths(onDay, held);
}
