import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

/** Of these students, those whose family has said that they will not be there on the day, unless the class teacher has turned it down. */
export async function announcedOn(act: HouseAct, day: Day, studentIds: readonly number[]): Promise<Set<number>> {
  const rows = await act.em.execute<{ student_id: number }[]>(
    `select distinct n.student_id from absence_note n
     where n.student_id = any(:ids) and n.accepted is distinct from false and :day between n.since and n.until`,
    { ids: `{${studentIds.join(',')}}`, day },
  );
  return new Set(rows.map(row => row.student_id));
}
