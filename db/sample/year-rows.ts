import type { Day } from '../day.ts';
import { bells, shortBells } from '../founding/usual-bells.ts';
import type { YearPlan } from '../founding/usual-year.ts';
import type { Bell, BellSchedule, BellUse } from '../school/bell.ts';
import type { DaysOff } from '../school/days-off.ts';
import type { Period } from '../school/period.ts';
import type { School } from '../school/school.ts';
import { dayAfter } from './calendar.ts';
import type { Row } from './rows.ts';

/** The school itself with its settings. */
export function schoolRow(timeZone: string): Row<School> {
  return {
    id: 1,
    name: 'Крюковская СОШ',
    fullName: 'Муниципальное бюджетное общеобразовательное учреждение Крюковская средняя общеобразовательная школа',
    timeZone,
    town: 'с. Крюково',
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

/** The bells of an ordinary day, and of a short one: the last before the winter holidays. */
export function bellRows(year: YearPlan): {
  bellSchedules: Row<BellSchedule>[];
  bells: Row<Bell>[];
  bellUses: Row<BellUse>[];
} {
  const rung = [bells, shortBells].flatMap((times, index) =>
    times.map(([startsAt, endsAt], slot) => ({ schedule: index + 1, slot: slot + 1, startsAt, endsAt })),
  );
  const beforeWinter = year.halfYears[0]!.lastDay;
  const usual = { since: year.firstDay, until: null, special: false, reason: null };
  const short = { since: beforeWinter, until: dayAfter(beforeWinter, 1), special: true, reason: 'перед Новым годом' };
  return {
    bellSchedules: [
      { id: 1, name: 'Обычные звонки' },
      { id: 2, name: 'Сокращённые уроки' },
    ],
    bells: rung.map((bell, index) => ({ id: index + 1, ...bell })),
    bellUses: [
      { id: 1, schedule: 1, ...usual },
      { id: 2, schedule: 2, ...short },
    ],
  };
}
