import type { HouseAct } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { placesBetween } from './timetable/places.ts';

/**
 * Lays lessons out from the timetable for the school days from one day to another, both included, once: laid out again,
 * nothing changes. Gives how many are new.
 */
export async function layOutLessons(act: HouseAct, { from, to }: { from: Day; to: Day }): Promise<number> {
  const laid = await act.em.execute<{ id: number }[]>(
    `with ${placesBetween()}
     insert into lesson (course_id, entry_id, day, slot, room)
     select course_id, entry_id, day, slot, room from place
     on conflict (course_id, day, slot) do nothing
     returning id`,
    { from, to },
  );
  return laid.length;
}

/** So many days ahead lessons are laid out at least. */
export const horizonDays = 28;

/** Keeps the coming four weeks laid out: the clock's daily deed. */
export async function layOutComingLessons(act: HouseAct): Promise<void> {
  await layOutLessons(act, { from: act.today, to: addDays(act.today, horizonDays) });
}
