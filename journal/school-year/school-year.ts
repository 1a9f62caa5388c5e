import { type PeriodKind, periodKinds } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { may, see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';
import { isSchoolDaySql } from '#school/school-days.ts';

export interface Span {
  firstDay: Day;
  lastDay: Day;
}

export interface PeriodSetting extends Span {
  id: number;
  number: number;
  closed: boolean;
}

export interface PeriodsOfKind {
  kind: PeriodKind;
  /** How many a year has. */
  count: number;
  /** Classes of the year that learn by it. */
  classes: number;
  periods: PeriodSetting[];
  /** School days of the year that lie in none of them. */
  outside: number;
}

export interface DaysOffSetting extends Span {
  id: number;
  name: string;
  grade: number | null;
}

export interface SchoolYearView {
  year: Span & { id: number };
  years: (Span & { id: number })[];
  kinds: PeriodsOfKind[];
  daysOff: DaysOffSetting[];
  movedDays: { id: number; day: Day; weekday: number }[];
  daysPerWeek: number;
  /** Days of lessons in the year, without the holidays of single grades. */
  schoolDays: number;
  /** The September of a year that is not there yet. */
  next: number;
  mayKeep: boolean;
}

/** How many periods of each kind a year has. */
export const countOf: Record<PeriodKind, number> = { quarter: 4, trimester: 3, 'half-year': 2 };

/**
 * The calendar of a school year, of this one (in the summer the coming one) unless another is named. For the heads of the
 * school and the registrar. Refusal: not-found. Five queries.
 */
export async function schoolYear(act: Act, yearId?: number): Promise<SchoolYearView> {
  see(act, 'readSchoolSettings');
  const years = await act.em.execute<(Span & { id: number })[]>(
    `select id, first_day::text as "firstDay", last_day::text as "lastDay" from school_year order by first_day`,
  );
  const since = addDays(act.today, -14);
  const year = yearId
    ? years.find(({ id }) => id === yearId)
    : (years.find(({ lastDay }) => lastDay >= since) ?? years.at(-1));
  if (!year) throw new Refusal('not-found', 'not-found');
  const { id } = year;
  const periods = await act.em.execute<(PeriodSetting & { kind: PeriodKind })[]>(
    `select id, kind, number, first_day::text as "firstDay", last_day::text as "lastDay", closed_at is not null as closed
     from period where year_id = ? order by number`,
    [id],
  );
  const daysOff = await act.em.execute<DaysOffSetting[]>(
    `select id, name, grade, first_day::text as "firstDay", last_day::text as "lastDay" from days_off
     where year_id = ? order by first_day, last_day, id`,
    [id],
  );
  const movedDays = await act.em.execute<SchoolYearView['movedDays']>(
    'select id, day::text as day, weekday from moved_day where year_id = ? order by day',
    [id],
  );
  const [figures] = await act.em.execute<Figures[]>(figuresQuery, { ...year });
  return {
    ...{ year, years, daysOff, movedDays, daysPerWeek: figures!.daysPerWeek, schoolDays: figures!.schoolDays },
    kinds: periodKinds.map(kind => ({
      ...{ kind, count: countOf[kind], classes: figures!.classes[kind] ?? 0, outside: figures!.outside[kind] ?? 0 },
      periods: periods.filter(one => one.kind === kind).map(({ kind: _, ...one }) => one),
    })),
    next: Number(years.at(-1)!.firstDay.slice(0, 4)) + 1,
    mayKeep: may(act.by, 'keepCalendar'),
  };
}

interface Figures {
  daysPerWeek: number;
  schoolDays: number;
  classes: Partial<Record<PeriodKind, number>>;
  outside: Partial<Record<PeriodKind, number>>;
}

const figuresQuery = `
  with open as materialized (
    select d.day from (select generate_series(:firstDay::date, :lastDay::date, interval '1 day')::date as day) d
    where ${isSchoolDaySql('d.day')})
  select (select days_per_week from school) as "daysPerWeek", (select count(*)::int from open) as "schoolDays",
    (select coalesce(json_object_agg(period_kind, n), '{}') from (
      select period_kind, count(*)::int as n from school_class where year_id = :id group by 1) k) as classes,
    (select coalesce(json_object_agg(kind, n), '{}') from (
      select p.kind, (select count(*)::int from open) - count(distinct o.day)::int as n
      from period p left join open o on o.day between p.first_day and p.last_day where p.year_id = :id group by 1) k) as outside`;
