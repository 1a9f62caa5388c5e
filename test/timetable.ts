import type { Day } from '#school/calendar.ts';
import type { PlaceKey } from '#school/timetable/placed.ts';
import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** The place of a course of the sample school in the week. */
export async function placeOf(
  school: TestSchool,
  which: { className: string; subject: string; weekday: number; slot: number; subgroup?: number },
): Promise<PlaceKey> {
  const { weekday, slot } = which;
  return { courseId: await courseOf(school, which), weekday, slot, week: 'both' };
}

/** A course by class, subject and, where there are any, subgroup. */
export async function courseOf(
  school: TestSchool,
  { className, subject, subgroup = null }: { className: string; subject: string; subgroup?: number | null },
): Promise<number> {
  const [row] = await query<{ id: number }>(
    school,
    `select c.id from course c join school_class k on k.id = c.school_class_id join subject j on j.id = c.subject_id
     left join subgroup g on g.id = c.subgroup_id
     where k.grade || k.letter = :className and j.name = :subject and g.number is not distinct from :subgroup::int`,
    { className, subject, subgroup },
  );
  if (!row) throw new Error(`no course: ${className}, ${subject}`);
  return row.id;
}

/** A room by its name. */
export async function roomOf(school: TestSchool, name: string): Promise<number> {
  const [row] = await query<{ id: number }>(school, 'select id from room where name = :name', { name });
  if (!row) throw new Error(`no room ${name}`);
  return row.id;
}

/** The lessons of a course on some days, «2026-12-01 4 301», in order. */
export async function lessonsLaid(
  school: TestSchool,
  courseId: number,
  { from, to }: { from: Day; to: Day },
): Promise<string[]> {
  const rows = await query<{ line: string }>(
    school,
    `select concat_ws(' ', l.day, l.slot, nullif(l.room, '')) as line from lesson l
     where l.course_id = :courseId and l.day between :from and :to order by l.day, l.slot`,
    { courseId, from, to },
  );
  return rows.map(({ line }) => line);
}
