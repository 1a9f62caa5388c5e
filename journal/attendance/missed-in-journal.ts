import type { HouseAct } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';
import { isHeld, studentsOn } from '../lesson-sql.ts';

/** A student in a journal within a time, both ends included. */
export interface JournalTime {
  courseId: number;
  studentId: number;
  from: Day;
  to: Day;
}

/**
 * How many lessons of the journal the student missed: as the figures of attendance count them, of lessons held on days on which the
 * student was in the class and the subgroup. In the order asked for; one query.
 */
export async function missedInJournal(act: HouseAct, asked: readonly JournalTime[]): Promise<number[]> {
  if (asked.length === 0) return [];
  const list = (of: keyof JournalTime) => `{${asked.map(one => one[of]).join(',')}}`;
  const rows = await act.em.execute<{ missed: number }[]>(
    `select (
       select count(*)::int from course c
       join lesson l on l.course_id = c.id and l.day between b.first_day and b.last_day
       join absence a on a.lesson_id = l.id and a.student_id = b.student_id and a.replaced_at is null and a.kind <> 'late'
       join lateral ${studentsOn('l.day')} here on here.student_id = b.student_id
       left join substitution u on u.lesson_id = l.id
       where c.id = b.course_id and ${isHeld}) as missed
     from unnest(:courses::int[], :students::int[], :from::date[], :to::date[]) with ordinality
       as b(course_id, student_id, first_day, last_day, place)
     order by b.place`,
    { courses: list('courseId'), students: list('studentId'), from: list('from'), to: list('to') },
  );
  return rows.map(({ missed }) => missed);
}
