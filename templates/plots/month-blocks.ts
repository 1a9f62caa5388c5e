/** A day with lessons; `level` says how dark it is: 0, nobody, to 3. */
export interface ShadedDay {
  day: string;
  count: number;
  level: 0 | 1 | 2 | 3;
}

const [pitch, side, top] = [24, 22, 32];

/**
 * Months as they hang on a wall, weeks down, from the first day given to the last: days with lessons are framed, with their number and
 * the count where there is any; others have their number alone. Saturdays and Sundays stand there where one of them has lessons.
 */
export function monthBlocks(days: readonly ShadedDay[]) {
  if (days.length === 0) return null;
  const given = new Map(days.map(one => [one.day, one]));
  const columns = Math.max(5, ...days.map(({ day }) => weekdayOf(day)));
  return {
    months: monthsFrom(days[0]!.day, days.at(-1)!.day).map(month => {
      const shown = daysOf(month).filter(day => weekdayOf(day) <= columns);
      const cells = shown.map(day =>
        cellOf(day, { given: given.get(day), row: weekIn(month, day) - weekIn(month, shown[0]!) }),
      );
      return {
        ...{ month, width: columns * pitch, height: Math.max(...cells.map(({ y }) => y)) + pitch, cells },
        weekdays: Array.from({ length: columns }, (_, at) => ({ number: at + 1, x: at * pitch + side / 2 })),
      };
    }),
  };
}

/** The row of a day among the weeks of its month, from 0. */
function weekIn(month: string, day: string): number {
  return Math.floor((Number(day.slice(8)) + weekdayOf(month) - 2) / 7);
}

function cellOf(day: string, { given, row }: { given: ShadedDay | undefined; row: number }) {
  const x = (weekdayOf(day) - 1) * pitch + 0.5;
  const y = top + row * pitch + 0.5;
  const { count = 0, level = 0 } = given ?? {};
  return {
    ...{ day, x, y, side, held: given !== undefined, count, level, isDark: level === 3 },
    right: x + side - 3,
    base: y + 18,
  };
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** From 1 for Monday. */
export function weekdayOf(day: string): number {
  return utc(day).getUTCDay() || 7;
}

function daysOf(month: string): string[] {
  const date = utc(month);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return Array.from({ length: last }, (_, at) => `${month.slice(0, 8)}${String(at + 1).padStart(2, '0')}`);
}

/** The first day of each. */
function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  const date = utc(`${first.slice(0, 7)}-01`);
  while (date.toISOString().slice(0, 7) <= last.slice(0, 7)) {
    months.push(date.toISOString().slice(0, 10));
    date.setUTCMonth(date.getUTCMonth() + 1);
  }
  return months;
}
