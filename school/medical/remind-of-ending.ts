import type { HouseAct } from '../act.ts';
import { addDays } from '../calendar.ts';
import { isYearOf } from '../current-year.ts';
import { isSchoolDay } from '../school-days.ts';
import { daysBefore } from './medical-of-class.ts';

/**
 * Tells class teachers, of each certificate once, that the card of the class holds something whose time ends within two weeks. Neither
 * whose nor what is said: that stands on the site alone (152-ФЗ).
 */
export async function remindOfEnding(act: HouseAct): Promise<void> {
  if (!(await isSchoolDay(act, act.today))) return;
  const ending = await act.em.execute<{ teacherId: number; classId: number; className: string; count: number }[]>(
    `with due as (
       update medical_certificate m set reminded_at = :at
       from enrolment e join school_class c on c.id = e.school_class_id join school_year y on y.id = c.year_id
       where e.student_id = m.student_id and e.since <= :today and (e.until is null or e.until > :today)
         and ${isYearOf(':today')} and c.class_teacher_id is not null
         and m.withdrawn_at is null and m.reminded_at is null and m.since <= :today and m.until between :today and :last
         and not exists (select from medical_certificate next where next.student_id = m.student_id and next.withdrawn_at is null
           and next.until > m.until and (next.kind = 'released') = (m.kind = 'released'))
       returning c.id, c.grade, c.letter, c.class_teacher_id)
     select id as "classId", grade || letter as "className", class_teacher_id as "teacherId", count(*)::int as count
     from due group by id, grade, letter, class_teacher_id order by id`,
    { at: act.at, today: act.today, last: addDays(act.today, daysBefore) },
  );
  for (const { teacherId, classId, className, count } of ending) {
    act.tell(teacherId, { kind: 'card-due', subject: `card:${classId}`, facts: { className, count } });
  }
}
