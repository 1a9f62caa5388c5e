import { type Day, weekOf } from '../calendar.ts';

/** The last of so many days, weeks and months is kept. */
export interface Keep {
  days: number;
  weeks: number;
  months: number;
}

interface Dated {
  day: Day;
  time: string;
}

/**
 * The backups that may go: all but the last one of each of the latest days, weeks and months that have one. Days without a
 * backup do not count, so a summer with the program off loses none; the backups of the newest day all stay.
 */
export function outlived<B extends Dated>(backups: readonly B[], keep: Keep): B[] {
  const newestFirst = backups.toSorted((one, other) => momentOf(other).localeCompare(momentOf(one)));
  const kept = new Set<B>([
    ...newestFirst.filter(({ day }) => day === newestFirst[0]!.day),
    ...lastOfEach(newestFirst, ({ day }) => day).slice(0, keep.days),
    ...lastOfEach(newestFirst, ({ day }) => weekOf(day).monday).slice(0, keep.weeks),
    ...lastOfEach(newestFirst, ({ day }) => day.slice(0, 7)).slice(0, keep.months),
  ]);
  return newestFirst.filter(backup => !kept.has(backup));
}

function lastOfEach<B>(newestFirst: readonly B[], spanOf: (backup: B) => string): B[] {
  const last = new Map<string, B>();
  for (const backup of newestFirst) if (!last.has(spanOf(backup))) last.set(spanOf(backup), backup);
  return [...last.values()];
}

function momentOf({ day, time }: Dated): string {
  return `${day} ${time}`;
}
