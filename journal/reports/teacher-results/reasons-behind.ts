import type { Act } from '#school/act.ts';
import { type JournalTime, missedInJournal } from '../../attendance/missed-in-journal.ts';

/** What a journal says of why a student is behind: marks got there, lessons missed, works owed. */
export interface Behind {
  marks: number;
  missed: number;
  owed: number;
}

/** In the order asked for; two queries. */
export async function reasonsBehind(act: Act, asked: readonly JournalTime[]): Promise<Behind[]> {
  if (asked.length === 0) return [];
  const list = (of: keyof JournalTime) => `{${asked.map(one => one[of]).join(',')}}`;
  const standing = `from lesson l join mark x on x.lesson_id = l.id and x.student_id = b.student_id
    and x.replaced_at is null where l.course_id = b.course_id and l.day between b.first_day and b.last_day`;
  const works = await act.em.execute<Omit<Behind, 'missed'>[]>(
    `select (select count(*)::int ${standing} and x.value is not null) as marks,
       (select count(*)::int ${standing} and x.owed and x.value is null) as owed
     from unnest(:courses::int[], :students::int[], :from::date[], :to::date[]) with ordinality
       as b(course_id, student_id, first_day, last_day, place)
     order by b.place`,
    { courses: list('courseId'), students: list('studentId'), from: list('from'), to: list('to') },
  );
  const missed = await missedInJournal(act, asked);
  return works.map((one, index) => ({ ...one, missed: missed[index]! }));
}
