import type { Act } from './act.ts';
import { see } from './permissions.ts';
import { Refusal } from './refusal.ts';

/** The class today of a student whose marks the actor may read; nothing for who is in none. Refuses not-found. */
export async function seenClassOf(act: Act, studentId: number): Promise<number | null> {
  const [student] = await act.em.execute<{ classId: number | null }[]>(
    `select (
       select e.school_class_id from enrolment e
       where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
       order by e.since desc limit 1) as "classId"
     from student s where s.id = :studentId`,
    { today: act.today, studentId },
  );
  if (!student) throw new Refusal('not-found', 'not-found');
  see(act, 'readMarks', { studentId, classId: student.classId });
  return student.classId;
}
