import type { HouseAct } from '#school/act.ts';
import { joinBell } from '#school/bells.ts';
import { timeOf } from '#school/calendar.ts';
import { teacherIdOn } from '#school/load/teacher-then.ts';

/*
 * What queries say about lessons, each thing once. Tables are named so: lesson l, course c, school_class k, subject j,
 * bell b, substitution u. Queries that ask about time carry the parameters of `timeParams`.
 */

/** `:today` and `:now` of the act, as the school's own clock shows them. */
export function timeParams(act: HouseAct): { today: string; now: string } {
  return { today: act.today, now: timeOf(act.at, act.timeZone) };
}

export const lessonTables = `lesson l
  join course c on c.id = l.course_id
  join subject j on j.id = c.subject_id
  join school_class k on k.id = c.school_class_id
  ${joinBell('l.day', 'k.shift', 'l.slot')}
  left join substitution u on u.lesson_id = l.id`;

/** The lesson's time has come; a slot without a bell counts by its day alone. */
export const isBegun = `(l.day < :today or (l.day = :today and coalesce(b.starts_at, '00:00') <= :now))`;
export const isEnded = `(l.day < :today or (l.day = :today and coalesce(b.ends_at, '24:00') <= :now))`;

/** The lesson is held, or will be: nobody has called it off. */
export const isHeld = `u.kind is distinct from 'cancelled'`;

/** Who writes into the lesson's journal: the substitute where there is one (3.2). */
export const ownerId = 'coalesce(u.teacher_id, c.teacher_id)';

/** Whose lesson it was, when a course has gone to another teacher since. */
export const ownerIdThen = `coalesce(u.teacher_id, ${teacherIdOn('l.day')})`;

/** What a lesson that was held and has ended still owes: `topic`, `homework` (never in grade 1, nor where «не задано» was said), `attendance`. */
export const owed = `array_remove(array[
    case when l.topic is null then 'topic' end,
    case when l.homework is null and not l.no_homework and k.grade > 1 then 'homework' end,
    case when l.attendance_at is null then 'attendance' end], null)`;

/** The students of course `c` on a day (an expression), by the dates of class and subgroup; to be joined laterally. */
export function studentsOn(day: string): string {
  return `(
    select e.student_id, e.since from enrolment e
    where e.school_class_id = c.school_class_id and e.since <= ${day} and (e.until is null or e.until > ${day})
      and (c.subgroup_id is null or exists (select 1 from subgroup_member sm
        where sm.subgroup_id = c.subgroup_id and sm.student_id = e.student_id
          and sm.since <= ${day} and (sm.until is null or sm.until > ${day}))))`;
}

/** SQL: the last day on which the deputy has opened the journal of course `c` in period `p`; null when it isn't open today. */
export const unlockedUntil = `(select max(opened.until) from unlock opened
  where opened.course_id = c.id and opened.period_id = p.id and opened.ended_at is null and opened.until >= :today::date)`;
