import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isOnTheory, physicalEducation } from '#school/medical/theory.ts';

/** Which of the students are marked on theory in the lesson (3.3): none but in physical education. */
export async function onTheory(
  act: HouseAct,
  { day, subject }: { day: Day; subject: string },
  studentIds: readonly number[],
): Promise<Set<number>> {
  const rows = await act.em.execute<{ id: number }[]>(
    `select s.id from student s where s.id = any(:ids) and :subject::text ~* :physicalEducation and ${isOnTheory('s.id', ':day::date')}`,
    { ids: `{${studentIds.join(',')}}`, subject, physicalEducation, day },
  );
  return new Set(rows.map(({ id }) => id));
}
