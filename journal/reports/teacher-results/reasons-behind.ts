import type { Act } from '#school/act.ts';
import type { Day } from '#school/calendar.ts';

/** What a journal says of why a student is behind: marks got there, lessons missed, works owed. */
export interface Behind {
  marks: number;
  missed: number;
  owed: number;
}

interface Asked {
  courseId: number;
  studentId: number;
  from: Day;
  to: Day;
}

/** In the order asked for; one query. */
export async function reasonsBehind(act: Act, asked: readonly Asked[]): Promise<Behind[]> {
  if (asked.length === 0) return [];
  const list = (of: keyof Asked) => `{${asked.map(one => one[of]).join(',')}}`;
  const current = (
    table: string,
  ) => `from lesson l join ${table} x on x.lesson_id = l.id and x.student_id = b.student_id
    and x.replaced_at is null where l.course_id = b.course_id and l.day between b.first_day and b.last_day`;
  return act.em.execute<Behind[]>(
    `select (select count(*)::int ${current('mark')} and x.value is not null) as marks,
       (select count(*)::int ${current('mark')} and x.owed and x.value is null) as owed,
       (select count(*)::int ${current('absence')} and x.kind <> 'late') as missed
     from unnest(:courses::int[], :students::int[], :from::date[], :to::date[]) with ordinality
       as b(course_id, student_id, first_day, last_day, place)
     order by b.place`,
    { courses: list('courseId'), students: list('studentId'), from: list('from'), to: list('to') },
  );
}
