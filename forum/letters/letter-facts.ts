import type { Act } from '#school/act.ts';
import type { LetterFacts } from '#school/permissions.ts';
import { staffOnDay } from '#school/staff.ts';
import { staffOfStudents } from '#school/student-staff.ts';

/** The student a letter is about, as the charter asks; nothing for a student who is in no class today. */
export async function lettersStudent(act: Act, studentId: number): Promise<LetterFacts['student']> {
  const [row] = await act.em.execute<NonNullable<LetterFacts['student']>[]>(
    `select s.id as "studentId", s.person_id as "personId",
       array(select g.parent_id from guardianship g join person p on p.id = g.parent_id and p.deactivated_at is null
         where g.student_id = s.id and g.since <= :today and (g.until is null or g.until >= :today)
         order by g.parent_id) as "parentIds",
       array(select distinct t.person_id from (${staffOfStudents}) t
         where t.student_id = s.id and t.capacity <> 'deputy') as "teacherIds"
     from student s where s.id = :studentId`,
    { today: act.today, studentId },
  );
  return row ?? null;
}

/** Which of these people work at the school today, and which of them as deputies. */
export async function staffAmong(act: Act, ids: readonly number[]): Promise<Map<number, { deputy: boolean }>> {
  const rows = await act.em.execute<{ person_id: number; deputy: boolean }[]>(
    `select s.person_id, 'deputy' = any(s.roles) as deputy from (${staffOnDay}) s where s.person_id = any(?)`,
    [act.today, `{${ids.join(',')}}`],
  );
  return new Map(rows.map(({ person_id, deputy }) => [person_id, { deputy }]));
}
