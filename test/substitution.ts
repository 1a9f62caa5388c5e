import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** Somebody stands in for the teacher of a lesson, who is away for that lesson. */
export async function standIn(
  school: TestSchool,
  { lessonId, login = 'volkov', reason = 'болезнь' }: { lessonId: number; login?: string; reason?: string },
): Promise<void> {
  await query(
    school,
    `with away as (insert into teacher_absence (teacher_id, since, until, first_slot, last_slot, reason)
       select c.teacher_id, l.day, l.day, l.slot, l.slot, :reason from lesson l join course c on c.id = l.course_id where l.id = :lessonId
       returning id)
     insert into substitution (lesson_id, absence_id, teacher_id)
     select :lessonId, away.id, p.id from away, person p where p.login = :login`,
    { lessonId, login, reason },
  );
}
