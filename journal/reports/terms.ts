import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isYearOf, yearName } from '#school/current-year.ts';
import type { AskedYear, Term } from './report.ts';

/** The school year of the day, through the summer after it; nothing before the first. */
export async function yearOf(act: Act, day: Day): Promise<AskedYear | undefined> {
  const [year] = await act.em.execute<AskedYear[]>(
    `select y.id, ${yearName} as name,
       y.first_day::text as "firstDay", y.last_day::text as "lastDay"
     from school_year y where ${isYearOf(':day')} limit 1`,
    { day },
  );
  return year;
}

/** The years there are, the latest first, named by the day each began. */
export async function yearsBegun(act: Act): Promise<{ name: string; firstDay: Day }[]> {
  return act.em.execute(
    `select ${yearName} as name, y.first_day::text as "firstDay"
     from school_year y where y.first_day <= :today order by y.first_day desc`,
    { today: act.today },
  );
}

/** What a year can be reported for, in the order of time: its periods, the year, the year after the attestation. */
export async function termsOf(act: Act, year: AskedYear): Promise<Term[]> {
  const periods = await act.em.execute<Pick<Term, 'periodId' | 'periodKind' | 'number' | 'firstDay' | 'lastDay'>[]>(
    `select id as "periodId", kind as "periodKind", number, first_day::text as "firstDay", last_day::text as "lastDay"
     from period where year_id = :year order by kind = 'half-year', number`,
    { year: year.id },
  );
  const whole = { periodId: null, periodKind: null, number: null, firstDay: year.firstDay, lastDay: year.lastDay };
  return [
    ...periods.map(one => ({
      ...one,
      name: `${one.periodKind}-${one.number}`,
      kind: 'period' as const,
      year: year.name,
    })),
    { ...whole, name: 'year', kind: 'year', year: year.name },
    { ...whole, name: 'final', kind: 'final', year: year.name },
  ];
}

/** The period that goes on, or the last one begun; of these alone. */
export function currentTerm(terms: readonly Term[], today: Day): Term | undefined {
  const begun = terms.filter(({ kind, firstDay }) => kind === 'period' && firstDay <= today);
  return begun.toSorted((a, b) => (a.firstDay < b.firstDay ? 1 : -1))[0] ?? terms[0];
}
