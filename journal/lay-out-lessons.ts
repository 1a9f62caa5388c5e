import type { HouseAct } from '#school/act.ts';
import { addDays, type Day } from '#school/calendar.ts';
import { isSchoolDaySql } from '#school/school-days.ts';

/**
 * Lays lessons out from the timetable for the school days from one day to another, both included, once: laid out again,
 * nothing changes. Gives how many are new.
 */
export async function layOutLessons(act: HouseAct, { from, to }: { from: Day; to: Day }): Promise<number> {
  const laid = await act.em.execute<{ id: number }[]>(
    `insert into lesson (course_id, entry_id, day, slot, room)
     select t.course_id, t.id, d.day, t.slot, coalesce(r.name, '')
     from (select generate_series(:from::date, :to::date, interval '1 day')::date as day) d
     join timetable_entry t on t.weekday = extract(isodow from d.day)
       and t.since <= d.day and (t.until is null or t.until > d.day)
     join course c on c.id = t.course_id
     join school_class k on k.id = c.school_class_id
     join school_year ky on ky.id = k.year_id and d.day between ky.first_day and ky.last_day
     left join room r on r.id = t.room_id
     where ${isSchoolDaySql('d.day', 'k.grade')}
     on conflict (course_id, day, slot) do nothing
     returning id`,
    { from, to },
  );
  return laid.length;
}

const horizonDays = 28;

/** Keeps the coming four weeks laid out: the clock's daily deed. */
export async function layOutComingLessons(act: HouseAct): Promise<void> {
  await layOutLessons(act, { from: act.today, to: addDays(act.today, horizonDays) });
}
