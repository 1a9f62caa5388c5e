import { isSchoolDaySql, timetableWeekdayOf } from '#school/school-days.ts';
import { weekNameSql } from '#school/timetable/weeks.ts';

/**
 * SQL of two common tables, to stand after «with»: `place (course_id, entry_id, day, slot, room)` has every lesson of the
 * timetable on the days of lessons from `:from` to `:to`. `courses` narrows it, a condition over `t.course_id`.
 */
export function placesBetween(courses = 'true'): string {
  return `open_day as materialized (
      select d.day, g.grade, ${timetableWeekdayOf('d.day')} as weekday, ${weekNameSql('d.day')} as week
      from (select generate_series(:from::date, :to::date, interval '1 day')::date as day) d
      cross join (select distinct grade from school_class) g
      where ${isSchoolDaySql('d.day', 'g.grade')}),
    place as (
      select t.course_id, t.id as entry_id, o.day, t.slot, coalesce(r.name, '') as room
      from timetable_entry t
      join course c on c.id = t.course_id
      join school_class k on k.id = c.school_class_id
      join school_year ky on ky.id = k.year_id
      join open_day o on o.grade = k.grade and o.weekday = t.weekday
        and o.day between ky.first_day and ky.last_day
        and t.since <= o.day and (t.until is null or t.until > o.day) and t.week in ('both', o.week)
      left join room r on r.id = t.room_id
      where ${courses})`;
}
