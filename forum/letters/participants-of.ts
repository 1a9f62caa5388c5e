import type { Act } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { staffOfStudents } from '#school/student-staff.ts';
import { isFormerParent } from './former-parents.ts';

/** Who takes part in a letter, and as what. */
export interface ParticipantView {
  id: number;
  /** «Иванова Наталья Петровна» */
  name: string;
  shortName: string;
  /** What the person is to the student of the letter, or to the school. */
  part: 'class-teacher' | 'teacher' | 'deputy' | 'staff' | 'parent' | 'student' | 'former';
  /** Which subjects the student learns with them. */
  subjects: string[];
  officeHours: string | null;
  /** An answer reaches them: the account is open, and a parent is one today. */
  open: boolean;
  me: boolean;
}

/** The participants of a letter, the actor last. The caller has asked the charter. */
export async function participantsOf(act: Act, topicId: number, studentId: number | null): Promise<ParticipantView[]> {
  return act.em.execute<ParticipantView[]>(
    `select p.id, concat_ws(' ', p.family_name, p.given_name, p.patronymic) as name, ${shortNameOf('p')} as "shortName",
       case
         when ${isFormerParent('q', 't')} then 'former'
         when exists (select 1 from guardianship g where g.parent_id = p.id and g.student_id = :studentId) then 'parent'
         when exists (select 1 from student s where s.person_id = p.id) then 'student'
         when 'class-teacher' = any(w.capacities) then 'class-teacher'
         when 'teacher' = any(w.capacities) then 'teacher'
         when 'deputy' = any(w.capacities) then 'deputy'
         when h.works then 'staff'
         else 'former' end as part,
       coalesce(w.subjects, '{}') as subjects, p.office_hours as "officeHours", p.id = :me as me,
       p.deactivated_at is null and not ${isFormerParent('q', 't')} as open
     from participant q join topic t on t.id = q.topic_id join person p on p.id = q.person_id
     left join lateral (
       select array_agg(distinct x.capacity) as capacities,
         array_agg(distinct x.subject) filter (where x.subject is not null) as subjects
       from (${staffOfStudents}) x where x.student_id = :studentId and x.person_id = p.id) w on true
     cross join lateral (
       select exists (select 1 from assignment a where a.person_id = p.id and a.since <= :today
           and (a.until is null or a.until >= :today))
         or exists (select 1 from school_class c where c.class_teacher_id = p.id) as works) h
     where q.topic_id = :topicId
     order by p.id = :me, p.family_name collate "ru-x-icu", p.id`,
    { topicId, studentId: studentId ?? 0, me: act.by.id, today: act.today },
  );
}
