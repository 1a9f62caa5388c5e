import type { Act } from '#school/act.ts';
import { type IsWritten, takeBack } from '#school/movement/take-back.ts';

/** Takes back an event entered by mistake; refuses while the journal has marks or absences that hang on it. See `takeBack`. */
export function takeBackMovement(act: Act, id: number, reason: string): Promise<void> {
  return takeBack(act, id, { reason, isWritten });
}

const isWritten: IsWritten = async (act, { studentId, classId, since }) => {
  const [row] = await act.em.execute<{ written: boolean }[]>(
    `with lessons as (select l.id from lesson l join course c on c.id = l.course_id
       where c.school_class_id = :classId and l.day >= :since)
     select exists (select from mark m where m.student_id = :studentId and m.replaced_at is null
         and (m.value is not null or m.owed) and m.lesson_id in (select id from lessons))
       or exists (select from absence a where a.student_id = :studentId and a.replaced_at is null
         and a.kind is not null and a.lesson_id in (select id from lessons))
       or exists (select from brought_mark b join course c on c.id = b.course_id join period p on p.id = b.period_id
         where b.student_id = :studentId and c.school_class_id = :classId and p.last_day >= :since
           and b.replaced_at is null and b."values" <> '[]') as written`,
    { studentId, classId, since },
  );
  return row!.written;
};
