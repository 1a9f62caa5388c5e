import { monthBlocks, type ShadedDay, weekdayOf } from './month-blocks.ts';

interface Facts {
  students: number;
  days: readonly { day: string; absent: number }[];
}

/** Absent from a tenth, and from a fifth, of the class is darker. */
export function classCalendar({ students, days }: Facts) {
  const level = (absent: number): ShadedDay['level'] => {
    if (absent === 0) return 0;
    return absent * 10 < students ? 1 : absent * 5 < students ? 2 : 3;
  };
  return monthBlocks(days.map(({ day, absent }) => ({ day, count: absent, level: level(absent) })));
}

/** Days on which nobody was absent, the worst day (of equals the first), and the weekday on which most are: its mean in tenths. */
export function classCalendarWords({ days }: Facts) {
  const [worst] = days.toSorted((a, b) => b.absent - a.absent);
  return {
    ...{ days: days.length, calm: days.filter(({ absent }) => absent === 0).length },
    worst: worst && worst.absent > 0 ? worst : null,
    weekday: worstWeekday(days),
  };
}

/** Told of three weeks and more, and of one alone. */
function worstWeekday(days: Facts['days']): { number: number; mean: number } | null {
  const means = [...Map.groupBy(days, ({ day }) => weekdayOf(day))].map(([number, own]) => ({
    ...{ number, days: own.length },
    mean: Math.round((10 * own.reduce((sum, { absent }) => sum + absent, 0)) / own.length),
  }));
  const [most, next] = means.toSorted((a, b) => b.mean - a.mean);
  if (!most || !next || most.mean === next.mean || means.some(one => one.days < 3)) return null;
  return { number: most.number, mean: most.mean };
}
