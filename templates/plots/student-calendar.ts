import { monthBlocks } from './month-blocks.ts';

interface Facts {
  days: readonly { day: string; missed: number; full: boolean }[];
}

/** A day missed as a whole is dark. */
export function studentCalendar({ days }: Facts) {
  return monthBlocks(
    days.map(({ day, missed, full }) => ({ day, count: missed, level: full ? 3 : missed > 0 ? 1 : 0 })),
  );
}

/** Days with lessons, with something missed, missed as a whole; lessons missed; the month with the most where there are several. */
export function studentCalendarWords({ days }: Facts) {
  const missed = days.filter(one => one.missed > 0);
  const byMonth = [...Map.groupBy(missed, ({ day }) => day.slice(0, 7))].map(([month, own]) => ({
    ...{ month: `${month}-01`, lessons: lessonsIn(own) },
  }));
  const [most, next] = byMonth.toSorted((a, b) => b.lessons - a.lessons);
  return {
    ...{ days: days.length, missed: missed.length, full: missed.filter(({ full }) => full).length },
    lessons: lessonsIn(missed),
    most: most && next && most.lessons > next.lessons ? most : null,
  };
}

function lessonsIn(days: Facts['days']): number {
  return days.reduce((sum, { missed }) => sum + missed, 0);
}
