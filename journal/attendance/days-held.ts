import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isBegun, isHeld, lessonTables, timeParams } from '../lesson-sql.ts';

/** The days on which a class has had lessons, both ends included, in order. One query. */
export async function daysHeld(
  act: HouseAct,
  { classId, from, to }: { classId: number; from: Day; to: Day },
): Promise<Day[]> {
  const days = await act.em.execute<{ day: Day }[]>(
    `select distinct l.day::text as day from ${lessonTables}
     where k.id = :classId and l.day between :from and :to and ${isBegun} and ${isHeld} order by 1`,
    { classId, from, to, ...timeParams(act) },
  );
  return days.map(({ day }) => day);
}
