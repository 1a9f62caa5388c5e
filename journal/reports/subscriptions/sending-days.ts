import type { Rhythm } from '#db/journal/report-subscription.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from '#school/act.ts';
import { addDays, type Day, weekdayOf } from '#school/calendar.ts';
import { isSchoolDaySql } from '#school/school-days.ts';

/** A quarter or half-year as sendings see it. */
export interface SendingPeriod {
  kind: PeriodKind;
  number: number;
  firstDay: Day;
  lastDay: Day;
  /** Its last day with lessons; none for one without any. */
  lastSchoolDay: Day | null;
}

/** The days of lessons within a span, and the periods around. */
export interface SendingCalendar {
  schoolDays: ReadonlySet<Day>;
  periods: readonly SendingPeriod[];
}

/** When a subscription is due. */
export interface SendingRhythm {
  rhythm: Rhythm;
  /** «135» */
  weekdays: string;
  periodKind: PeriodKind;
}

/** The calendar for the days from one to the other, both included. */
export async function sendingCalendar(act: HouseAct, from: Day, to: Day): Promise<SendingCalendar> {
  const days = await act.em.execute<{ day: Day }[]>(
    `select d::date::text as day from generate_series(:from::date, :to::date, interval '1 day') d
     where ${isSchoolDaySql('d::date')}`,
    { from, to },
  );
  const periods = await act.em.execute<SendingPeriod[]>(
    `select p.kind, p.number, p.first_day::text as "firstDay", p.last_day::text as "lastDay",
       (select max(d::date)::text from generate_series(greatest(p.first_day, p.last_day - 14), p.last_day, interval '1 day') d
        where ${isSchoolDaySql('d::date')}) as "lastSchoolDay"
     from period p where p.last_day >= :from::date - 7 and p.first_day <= :to::date order by p.first_day, p.kind`,
    { from, to },
  );
  return { schoolDays: new Set(days.map(({ day }) => day)), periods };
}

/**
 * Whether a report is due on the day. On days without lessons nothing changes in a journal, so what comes by weekdays does not come
 * then; what follows a period comes on the first weekday after it, in the holidays too.
 */
export function isDueOn(day: Day, { rhythm, weekdays, periodKind }: SendingRhythm, calendar: SendingCalendar): boolean {
  const periods = calendar.periods.filter(({ kind }) => kind === periodKind);
  if (rhythm === 'period-end') return periods.some(({ lastSchoolDay }) => lastSchoolDay === day);
  if (rhythm === 'after-period') return periods.some(({ lastDay }) => weekdayAfter(lastDay) === day);
  const asked = rhythm === 'school-days' || weekdays.includes(String(weekdayOf(day)));
  return asked && calendar.schoolDays.has(day);
}

/** The period that has just ended, for what is sent after it. */
export function periodBefore(
  day: Day,
  { periodKind }: SendingRhythm,
  { periods }: SendingCalendar,
): SendingPeriod | undefined {
  return periods.filter(({ kind, lastDay }) => kind === periodKind && lastDay < day).at(-1);
}

function weekdayAfter(day: Day): Day {
  const next = addDays(day, 1);
  return weekdayOf(next) <= 5 ? next : weekdayAfter(next);
}
