import { prepared } from '#db/prepared.ts';
import type { PeriodKind } from '#db/school/period.ts';
import type { Act } from '#school/act.ts';
import { see } from '#school/permissions.ts';
import { Refusal } from '#school/refusal.ts';

export interface StudentFactsView {
  id: number;
  /** «Петрова Мария» */
  name: string;
  givenName: string;
  classId: number | null;
  className: string | null;
  grade: number | null;
  /** Quarters or half-years. */
  periodKind: PeriodKind | null;
}

/** The student whose journal is asked for, with the class of today. Refuses not-found whom the actor may not see. */
export async function seenStudent(act: Act, studentId: number): Promise<StudentFactsView> {
  const [student] = await prepared<StudentFactsView>(
    act.em,
    `select s.id, p.family_name || ' ' || p.given_name as name, p.given_name as "givenName",
       k.id as "classId", k.grade || k.letter as "className", k.grade, k.period_kind as "periodKind"
     from student s
     join person p on p.id = s.person_id
     left join lateral (
       select k.* from enrolment e join school_class k on k.id = e.school_class_id
       where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
       order by e.since desc limit 1) k on true
     where s.id = :studentId`,
    { today: act.today, studentId },
  );
  if (!student) throw new Refusal('not-found', 'not-found');
  see(act, 'readMarks', { studentId, classId: student.classId });
  return student;
}
