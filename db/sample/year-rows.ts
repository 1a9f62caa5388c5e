import type { Day } from '../day.ts';
import type { Bell } from '../school/bell.ts';
import type { DaysOff } from '../school/days-off.ts';
import type { Period } from '../school/period.ts';
import type { School } from '../school/school.ts';
import { bells } from './bells.ts';
import type { YearPlan } from './calendar.ts';
import type { Row } from './rows.ts';

/** The school itself with its settings. */
export function schoolRow(timeZone: string): Row<School> {
  return {
    id: 1,
    name: 'Крюковская СОШ',
    fullName: 'Муниципальное бюджетное общеобразовательное учреждение Крюковская средняя общеобразовательная школа',
    timeZone,
    sample: true,
    daysPerWeek: 5,
    fewestMarksInQuarter: 3,
    fewestMarksInHalfYear: 5,
    lowestMark: 2,
    editingDays: 7,
    remindersAt: '15:30',
  };
}

/** Quarters and half-years; each is closed by order a week after its end. */
export function periodRows(year: YearPlan, at: Date, clock: (day: Day, minutes: number) => Date): Row<Period>[] {
  const rows = [
    ...year.quarters.map((span, index) => ({ ...span, kind: 'quarter' as const, number: index + 1 })),
    ...year.halfYears.map((span, index) => ({ ...span, kind: 'half-year' as const, number: index + 1 })),
  ];
  return rows.map((row, index) => {
    const closedAt = new Date(clock(row.lastDay, 18 * 60).getTime() + 7 * 86_400_000);
    return { id: index + 1, year: 1, ...row, closedAt: closedAt <= at ? closedAt : null };
  });
}

/** Holidays of the year. */
export function daysOffRows(year: YearPlan): Row<DaysOff>[] {
  return year.daysOff.map((span, index) => ({ id: index + 1, year: 1, ...span }));
}

/** The bells of an ordinary day. */
export function bellRows(): Row<Bell>[] {
  return bells.map(([startsAt, endsAt], index) => ({ id: index + 1, slot: index + 1, startsAt, endsAt }));
}
