import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

/** A period that an order may speak of. */
export interface YearPeriod {
  id: number;
  kind: PeriodKind;
  number: number;
  lastDay: Day;
  closed: boolean;
}

/** The periods of this year: of the closed ones an order can only say that they are opened again. */
export function yearPeriods(act: Act): Promise<YearPeriod[]> {
  return act.em.execute<YearPeriod[]>(
    `select p.id, p.kind, p.number, p.last_day::text as "lastDay", p.closed_at is not null as closed
     from period p join school_year y on y.id = p.year_id
     where ?::date between y.first_day and y.last_day order by p.kind desc, p.number`,
    [act.today],
  );
}
