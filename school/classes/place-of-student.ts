import type { Act } from '../act.ts';
import { see } from '../permissions.ts';
import { Refusal } from '../refusal.ts';

export interface StudentPlace {
  studentId: number;
  personId: number;
  classId: number;
  className: string;
}

/** The student in the class of today, for who may read its card. Refusal: not-found, also for a student who is in none. */
export async function placeOfStudent(act: Act, studentId: number): Promise<StudentPlace> {
  const [place] = await act.em.execute<StudentPlace[]>(
    `select s.id as "studentId", s.person_id as "personId", c.id as "classId", c.grade || c.letter as "className"
     from student s join enrolment e on e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
       join school_class c on c.id = e.school_class_id
     where s.id = :studentId order by e.since desc limit 1`,
    { today: act.today, studentId },
  );
  if (!place) throw new Refusal('not-found', 'not-found');
  see(act, 'readClassCard', place.classId);
  return place;
}
