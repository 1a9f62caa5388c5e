import type { EntityManager } from '@mikro-orm/postgresql';

/** A number from 0 to 99 that is always the same for the same words. */
const chance = (words: string) => `(('x' || left(md5(${words}), 7))::bit(28)::int % 100)`;

/**
 * Who used the program on the last thirty days before today: nearly all of the staff on working days, over half of the parents, the older
 * students; fewer at weekends. Now and then somebody had to sign in anew.
 */
export async function putActivity(em: EntityManager, today: string): Promise<void> {
  await em.execute(
    `with used as (
       select d.day::date as day, p.id, r.roles,
         case when r.roles && '{director,deputy,registrar,teacher}' then 97 when 'parent' = any(r.roles) then 55 else 60 end
           / case when extract(isodow from d.day) > 5 then 3 else 1 end as usual
       from person p
       cross join lateral (select array_remove(
         array(select distinct a.role from assignment a where a.person_id = p.id)
         || case when exists (select from school_class c where c.class_teacher_id = p.id) then 'class-teacher' end
         || case when exists (select from guardianship g where g.parent_id = p.id) then 'parent' end
         || case when exists (select from student s join enrolment e on e.student_id = s.id join school_class c on c.id = e.school_class_id
              where s.person_id = p.id and c.grade >= 5) then 'student' end, null) as roles) r
       cross join generate_series(:today::date - 30, :today::date - 1, interval '1 day') d(day)
       where cardinality(r.roles) > 0)
     insert into activity_day (day, person_id, door, roles, sign_ins, first_at, last_at)
     select u.day, u.id, 'site', u.roles, case when ${chance(`'sign-in' || u.id || u.day`)} < 8 then 1 else 0 end,
       (u.day + time '07:30' + ${chance(`'first' || u.id || u.day`)} * interval '5 minutes') at time zone s.time_zone,
       (u.day + time '16:00' + ${chance(`'last' || u.id || u.day`)} * interval '4 minutes') at time zone s.time_zone
     from used u cross join school s where ${chance(`'used' || u.id || u.day`)} < u.usual order by u.day, u.id`,
    { today },
  );
}

/** By the order of August Кузнецов keeps the journal: the first line of the log of functions. */
export async function putFunctionLog(em: EntityManager): Promise<void> {
  await em.execute(
    `with line as (
       insert into function_change (deed, function, person_id, day, document_id, by_id, at, done_at)
       select 'assign', 'registrar', a.person_id, a.since, d.id, d.signer_id, d.published_at, d.published_at
       from assignment a cross join board_document d
       where a.role = 'registrar' and d.title = 'О назначении ответственного за ведение электронного журнала' limit 1
       returning id, person_id)
     update assignment a set change_id = line.id from line where a.person_id = line.person_id and a.role = 'registrar'`,
  );
}

/** The orders that have closed a period, as duties that are done. */
export async function putClosings(em: EntityManager): Promise<void> {
  await em.execute(
    `insert into document_duty (document_id, kind, period_id, day, done_at)
     select d.id, 'close-period', p.id, (p.closed_at at time zone s.time_zone)::date, p.closed_at
     from board_document d cross join school s join period p on p.closed_at is not null
     where d.kind = 'order' and (d.title, p.kind, p.number) in (('Об окончании первой четверти', 'quarter', 1),
       ('Об окончании второй четверти и первого полугодия', 'quarter', 2),
       ('Об окончании второй четверти и первого полугодия', 'half-year', 1), ('Об окончании третьей четверти', 'quarter', 3))
     order by p.first_day, p.kind`,
  );
}
