import type { PeriodKind } from '#db/school/period.ts';
import type { HouseAct } from '#school/act.ts';
import { type Day, weekOf } from '#school/calendar.ts';
import { isYearOf } from '#school/current-year.ts';
import type { Span } from './filled-on-day.ts';

/** The spans by which the keeping of the journal is looked at, each up to today. */
export interface Spans {
  today: Span;
  week: Span;
  /** The quarter that began last; in a school without quarters its half-year. */
  period: Span & { kind: PeriodKind; number: number };
  year: Span;
}

export const spanNames = ['today', 'week', 'period', 'year'] as const;
export type SpanName = (typeof spanNames)[number];

/** The spans of today; nothing before the first period of the first year. */
export async function spansOf(act: HouseAct): Promise<Spans | undefined> {
  const [row] = await act.em.execute<SpanRow[]>(
    `select p.kind, p.number, p.first_day::text as "from", p.last_day::text as "to", y.first_day::text as "yearFrom"
     from period p join school_year y on y.id = p.year_id where p.first_day <= :today and ${isYearOf(':today')}
     order by p.kind = 'quarter' desc, p.first_day desc limit 1`,
    { today: act.today },
  );
  if (!row) return undefined;
  const { today } = act;
  const { yearFrom, ...period } = row;
  return {
    today: { from: today, to: today },
    week: { from: weekOf(today).monday, to: today },
    period: { ...period, to: [period.to, today].toSorted()[0]! },
    year: { from: yearFrom, to: today },
  };
}

interface SpanRow extends Span {
  kind: PeriodKind;
  number: number;
  yearFrom: Day;
}
