import type { EntityManager } from '@mikro-orm/postgresql';
import type { Day } from '../day.ts';

/**
 * Иванова has told the parents of two children of 5Б, where their marks give cause: Дима's father was sent a notice and has
 * confirmed it; one was printed for the first of those who fail, and has not come back.
 */
export async function putParentNotices(em: EntityManager, today: Day, timeZone: string): Promise<void> {
  await em.execute(
    `with mean as (
       select m.student_id, j.name as subject, t.family_name || ' ' || left(t.given_name, 1) || '. ' || left(t.patronymic, 1) || '.' as teacher,
         q.id as period_id, k.id as class_id, count(*)::int as marks, round(100.0 * sum(m.value * w.weight) / sum(w.weight))::int as mean
       from mark m join lesson l on l.id = m.lesson_id join course c on c.id = l.course_id join subject j on j.id = c.subject_id
         join person t on t.id = c.teacher_id join work_kind w on w.id = m.work_kind_id
         join school_class k on k.id = c.school_class_id and k.grade = 5 and k.letter = 'Б'
         join period q on q.year_id = k.year_id and q.kind = k.period_kind and l.day between q.first_day and q.last_day
           and :today::date between q.first_day and q.last_day
       where m.replaced_at is null and m.value is not null group by m.student_id, j.name, t.id, q.id, k.id having count(*) >= 3),
     told as (
       select x.*, x.mean < 250 as failing, edge.threshold,
         case when x.mean >= 450 then 5 when x.mean >= 350 then 4 when x.mean >= 250 then 3 else 2 end as mark
       from mean x left join unnest(array[250, 350, 450]) edge (threshold) on abs(x.mean - edge.threshold) <= 15
       where x.mean < 250 or edge.threshold is not null),
     child as (
       select s.id, x.failing as fails, p.login, p.family_name, p.given_name,
         p.given_name = 'Дмитрий' and p.family_name = 'Смирнов' as dima
       from student s join person p on p.id = s.person_id
         join (select student_id, bool_or(failing) as failing from told group by student_id) x on x.student_id = s.id),
     chosen as (
       (select id, 'sent' as way from child where dima)
       union all
       (select id, 'paper' from child where fails and not dima order by family_name collate "ru-x-icu", given_name collate "ru-x-icu" limit 1)),
     put as (
       insert into parent_notice (student_id, school_class_id, period_id, way, subjects, by_id, at)
       select o.id, t.class_id, t.period_id, o.way,
         jsonb_agg(jsonb_build_object('subject', t.subject, 'teacher', t.teacher, 'failing', t.failing, 'mark', t.mark, 'expected', true,
           'mean', t.mean, 'marks', t.marks, 'threshold', t.threshold, 'owed', jsonb_build_object('waiting', 0, 'overdue', 0))
           order by t.failing desc, t.subject),
         (select id from person where login = 'ivanova'), (:today::date - 1 + time '15:10') at time zone :timeZone
       from chosen o join told t on t.student_id = o.id group by o.id, o.way, t.class_id, t.period_id order by o.way desc
       returning id, student_id, way)
     insert into noticed_parent (parent_notice_id, parent_id, confirmed_at, through)
     select p.id, g.parent_id, (:today::date - 1 + time '19:40') at time zone :timeZone, 'page'
     from put p join guardianship g on g.student_id = p.student_id where p.way = 'sent'`,
    { today, timeZone },
  );
}
